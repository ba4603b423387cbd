#pragma once
#include <JavaScriptCore/JavaScript.h>
#include <stdbool.h>

// Exported by the library, but in none of its public headers: a script that runs longer is ended with an exception that it
// cannot catch. The callback may be NULL; seconds are of the thread's CPU time.
typedef bool (*JSShouldTerminateCallback)(JSContextRef context, void *data);
void JSContextGroupSetExecutionTimeLimit(
    JSContextGroupRef group, double seconds, JSShouldTerminateCallback callback, void *data);
