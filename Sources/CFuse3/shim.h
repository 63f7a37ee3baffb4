/// libfuse3's low-level interface, as of version 3.14 (Debian 12).
#ifndef SECRETD_CFUSE3_SHIM_H
#define SECRETD_CFUSE3_SHIM_H

#define FUSE_USE_VERSION 314
#include <fuse3/fuse_lowlevel.h>
#include <linux/fuse.h>

#endif
