// SPDX-License-Identifier: Apache-2.0
package dev.qrap.cli.scaffold;

import dev.qrap.core.host.JavaPath;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Maven repository with the SPI and the testkit. It is a directory of qrap's archive, where it
 * lies beside the image; an image alone has none.
 *
 * @param version the version of qrap that the artifacts have
 * @param url where it is, or where it could be if nobody knows; a text
 * @param isThere whether it is known to be there
 */
public record SdkRepository(String version, String url, boolean isThere) {

  /** Within the directory of the image. */
  private static final String PLACE = "sdk/repository";

  /** The repository of an archive that was installed where the user guide installs it. */
  private static final String USUAL_URL = "file:///opt/qrap/" + PLACE;

  /**
   * The repository that came with an image.
   *
   * @param image the directory of the image with a slash at the end, a byte string
   * @param version the version of qrap
   * @return the repository; that of {@link #unknown} if the image has none of this version
   */
  public static SdkRepository of(String image, String version) {
    Path repository;
    try {
      repository = JavaPath.of(image + PLACE);
    } catch (IllegalArgumentException e) {
      return unknown(version); // its path is none in this locale, and Maven could not open it
    }
    return Files.isDirectory(repository.resolve("dev/qrap/qrap-spi").resolve(version))
        ? new SdkRepository(version, url(repository), true)
        : unknown(version);
  }

  /**
   * A repository of which nobody knows where it is.
   *
   * @param version the version of qrap
   */
  public static SdkRepository unknown(String version) {
    return new SdkRepository(version, USUAL_URL, false);
  }

  /** Without the slash that ends the URL of a directory. */
  private static String url(Path directory) {
    String url = directory.toUri().toString();
    return url.substring(0, url.length() - 1);
  }
}
