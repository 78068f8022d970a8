// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * {@code java Contents.java MODULE_PATH MAVEN_SBOM IMAGE LICENSE LIBFFI}, run by the JDK that the
 * image is made of: writes the image's software bill of materials, IMAGE/sbom.cdx.xml, and the
 * licenses of the libraries into IMAGE/legal, where the JDK has those of its own modules.
 *
 * <p>The bill is what CycloneDX's Maven plugin says of qrap and its libraries (MAVEN_SBOM) without
 * what is not in this image, and with what Maven does not know: jars that somebody added, the JDK,
 * and what is compiled into the JDK and into JNA. The same contents make the same bytes.
 */
final class Contents {

  /** A jar of this name and a version has it in its META-INF. */
  private static final List<String> LICENSES =
      List.of("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/AL2.0", "META-INF/LGPL2.1");

  private static final String JDK_LICENSE = "GPL-2.0-only WITH Classpath-exception-2.0";

  private final Path image;
  private final Document sbom;
  private final Element components;

  /** The modules of the image that are not the JDK's, by their names. */
  private final Map<String, Path> jars = new TreeMap<>();

  private Contents(String modulePath, Path mavenSbom, Path image) throws Exception {
    this.image = image;
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    sbom = factory.newDocumentBuilder().parse(mavenSbom.toFile());
    withoutBlanks(sbom);
    components = only(children(sbom.getDocumentElement(), "components"));
    Path[] path =
        Arrays.stream(modulePath.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
    for (ModuleReference module : ModuleFinder.of(path).findAll()) {
      jars.put(module.descriptor().name(), Path.of(module.location().orElseThrow()));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path image = Path.of(arguments[2]);
    Contents contents = new Contents(arguments[0], Path.of(arguments[1]), image);
    contents.nameIt();
    contents.listJars();
    contents.listJdk();
    contents.write();
    contents.copyLicenses(Path.of(arguments[3]), Path.of(arguments[4]));
  }

  /** Maven knows the module that makes the images, under its own name. */
  private void nameIt() {
    Element metadata = only(children(sbom.getDocumentElement(), "metadata"));
    Element product = only(children(metadata, "component"));
    only(children(product, "name")).setTextContent("qrap");
    only(children(product, "description")).setTextContent("A runtime image of qrap.");
    product.removeChild(only(children(product, "purl")));
  }

  private void listJars() throws Exception {
    List<String> listed = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Element component : children(components, "component")) {
      String jar = text(component, "name") + "-" + text(component, "version") + ".jar";
      if (jars.values().stream().anyMatch(path -> path.endsWith(jar))) {
        listed.add(jar);
        if (jar.startsWith("jna-jpms-")) {
          listDispatch(component);
        }
      } else {
        gone.add(component.getAttribute("bom-ref"));
        components.removeChild(component);
      }
    }
    for (Element dependencies : children(sbom.getDocumentElement(), "dependencies")) {
      leaveOut(gone, dependencies);
    }
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      String file = jar.getValue().getFileName().toString();
      if (!listed.contains(file)) {
        Element component = component(components, "library", jar.getKey(), "");
        hash(component, jar.getValue());
      }
    }
  }

  /** JNA's own library, which the image has as a file. */
  private void listDispatch(Element jna) throws Exception {
    Element inside = add(jna, "components", "");
    Element library = component(inside, "file", "libjnidispatch.so", "");
    hash(library, image.resolve("lib/libjnidispatch.so"));
    Element ffi = component(add(library, "components", ""), "library", "libffi", "");
    add(add(add(ffi, "licenses", ""), "license", ""), "id", "MIT");
  }

  private static void leaveOut(List<String> gone, Element parent) {
    for (Element dependency : children(parent, "dependency")) {
      if (gone.contains(dependency.getAttribute("ref"))) {
        parent.removeChild(dependency);
      } else {
        leaveOut(gone, dependency);
      }
    }
  }

  private void listJdk() throws IOException {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(image.resolve("release"))) {
      release.load(file);
    }
    String version = System.getProperty("java.runtime.version");
    Element jdk = element(components, "component");
    jdk.setAttribute("type", "platform");
    jdk.setAttribute("bom-ref", "jdk");
    add(add(jdk, "supplier", ""), "name", System.getProperty("java.vendor"));
    add(jdk, "name", "OpenJDK");
    add(jdk, "version", version);
    add(add(jdk, "licenses", ""), "expression", JDK_LICENSE);
    Element modules = add(jdk, "components", "");
    for (String module : release.getProperty("MODULES").replace("\"", "").split(" ")) {
      if (!jars.containsKey(module)) {
        Element component = component(modules, "library", module, version);
        add(add(component, "licenses", ""), "expression", JDK_LICENSE);
        listThirdParties(component, image.resolve("legal").resolve(module));
      }
    }
  }

  /** Each has a file whose first line is {@code ## zlib v1.3.1}. */
  private void listThirdParties(Element module, Path legal) throws IOException {
    try (Stream<Path> files = Files.list(legal)) {
      List<Path> notices = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      if (notices.isEmpty()) {
        return;
      }
      Element inside = add(module, "components", "");
      for (Path notice : notices) {
        String title = Files.readAllLines(notice).get(0).replaceFirst("^#+ *", "").strip();
        int end = title.lastIndexOf(' ');
        boolean isVersioned = end > 0 && title.substring(end + 1).matches("[vV]?[0-9].*");
        Element component =
            component(
                inside,
                "library",
                isVersioned ? title.substring(0, end) : title,
                isVersioned ? title.substring(end + 1).replaceFirst("^[vV]", "") : "");
        add(
            add(add(component, "licenses", ""), "license", ""),
            "name",
            "legal/" + image.resolve("legal").relativize(notice));
      }
    }
  }

  private void copyLicenses(Path ours, Path libffi) throws IOException {
    for (Map.Entry<String, Path> module : jars.entrySet()) {
      if (module.getValue().getFileName().toString().startsWith("qrap-")) {
        continue;
      }
      Path legal = Files.createDirectories(image.resolve("legal").resolve(module.getKey()));
      try (JarFile jar = new JarFile(module.getValue().toFile())) {
        for (String name : LICENSES) {
          JarEntry entry = jar.getJarEntry(name);
          if (entry != null) {
            try (InputStream text = jar.getInputStream(entry)) {
              Files.copy(text, legal.resolve(Path.of(name).getFileName()));
            }
          }
        }
      }
    }
    // picocli has the license of qrap, and its jar has no text of it.
    Files.copy(ours, image.resolve("legal/info.picocli/LICENSE"));
    Files.copy(libffi, image.resolve("legal/com.sun.jna/libffi.txt"));
  }

  private void write() throws Exception {
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.INDENT, "yes");
    writer.transform(new DOMSource(sbom), new StreamResult(image.resolve("sbom.cdx.xml").toFile()));
  }

  private Element component(Element parent, String type, String name, String version) {
    Element component = element(parent, "component");
    component.setAttribute("type", type);
    add(component, "name", name);
    if (!version.isEmpty()) {
      add(component, "version", version);
    }
    return component;
  }

  private void hash(Element component, Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    Element hash = add(add(component, "hashes", ""), "hash", HexFormat.of().formatHex(digest));
    hash.setAttribute("alg", "SHA-256");
  }

  private Element element(Element parent, String name) {
    return (Element) parent.appendChild(sbom.createElementNS(parent.getNamespaceURI(), name));
  }

  private Element add(Element parent, String name, String text) {
    Element element = element(parent, name);
    element.setTextContent(text);
    return element;
  }

  private static List<Element> children(Node parent, String name) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child && child.getLocalName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }

  private static Element only(List<Element> elements) {
    if (elements.size() != 1) {
      throw new IllegalStateException("expected one element, found " + elements.size());
    }
    return elements.get(0);
  }

  private static String text(Element parent, String name) {
    return only(children(parent, name)).getTextContent();
  }

  /** Indentation is made anew. */
  private static void withoutBlanks(Node parent) {
    for (Node child = parent.getFirstChild(), next; child != null; child = next) {
      next = child.getNextSibling();
      if (child.getNodeType() == Node.TEXT_NODE && child.getTextContent().isBlank()) {
        parent.removeChild(child);
      } else {
        withoutBlanks(child);
      }
    }
  }
}
