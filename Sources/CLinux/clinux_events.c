#include "clinux_events.h"

#include <fcntl.h>
#include <sys/eventfd.h>

const int clinux_F_SETLEASE = F_SETLEASE;
const int clinux_F_SETSIG = F_SETSIG;

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
