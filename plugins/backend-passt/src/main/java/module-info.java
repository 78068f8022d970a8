// SPDX-License-Identifier: Apache-2.0

/** passt, and passt with {@code --vhost-user}. */
module dev.qrap.backend.passt {
  requires dev.qrap.spi;

  provides dev.qrap.spi.BackendKind with
      dev.qrap.backend.passt.PasstKind,
      dev.qrap.backend.passt.PasstVhostUserKind;
}
