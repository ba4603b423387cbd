#pragma once
// What the Glibc module leaves out: the kernel's word on the calendar.
#include <sys/timex.h>
