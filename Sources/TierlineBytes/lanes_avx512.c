// The loops over lanes for processors with AVX-512.

#if defined(__x86_64__)
#include <string.h>

#include "TierlineLanes.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt"))), apply_to = function)
#include "lanes.h"
#pragma clang attribute pop

extern const tierline_lanes tierline_lanes_with_avx512;
const tierline_lanes tierline_lanes_with_avx512 = LANES_TABLE;

#endif
