// libmosquitto 2.0.11 asserts on what a server sends: an MQTT 5 packet with an unknown property makes `property__read` call
// `log__printf` without a handle, whose `assert` ends the process (CONNACK, PUBLISH, PUBACK, SUBACK and DISCONNECT alike). A server,
// or who speaks in its place on a wire without TLS, must not be able to do that.
//
// A failed assertion calls `__assert_fail`, which must not return. The program's own stands before the C library's; while packets are
// read it leaves by `longjmp`. What is jumped over are libmosquitto's own frames, from the reading of properties up to
// `mosquitto_loop_read`: no lock is held there, and what is lost is the packet's memory, at most its topic and properties.
#include "CMosquittoGuard.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static _Thread_local jmp_buf *landing;

_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function) {
    jmp_buf *place = landing;
    if (place) {
        landing = NULL;
        longjmp(*place, 1);
    }
    fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function ? function : "?", assertion);
    abort();
}

int mosquitto_guard_loop_read(struct mosquitto *mosquitto, int packets) {
    jmp_buf here;
    if (setjmp(here)) return MOSQ_ERR_MALFORMED_PACKET;
    landing = &here;
    int code = mosquitto_loop_read(mosquitto, packets);
    landing = NULL;
    return code;
}
