#include "clinux.h"

#include <fcntl.h>
#include <string.h>

const int clinux_O_PATH = O_PATH;
const int clinux_AT_EMPTY_PATH = AT_EMPTY_PATH;

void clinux_wipe(void *bytes, size_t count) { explicit_bzero(bytes, count); }
