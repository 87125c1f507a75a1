// The loops over lanes for processors with AVX2.

#if defined(__x86_64__)
#include <string.h>

#include "TierlineLanes.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#include "lanes.h"
#pragma clang attribute pop

extern const tierline_lanes tierline_lanes_with_avx2;
const tierline_lanes tierline_lanes_with_avx2 = LANES_TABLE;

#endif
