#pragma once
#include <mosquitto.h>

/// As `mosquitto_loop_read`, but an assertion of the library that fails on what it reads is answered as `MOSQ_ERR_MALFORMED_PACKET`.
///
/// The handle is only good for `mosquitto_destroy` then. Callbacks that run inside must assert nothing in C.
int mosquitto_guard_loop_read(struct mosquitto *mosquitto, int packets);
