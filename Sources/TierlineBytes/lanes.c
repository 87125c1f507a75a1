// The loops over lanes without special instructions, the choice of a kind, and what division needs.

#include "lanes.h"

static const tierline_lanes plain = LANES_TABLE;

extern const tierline_lanes tierline_lanes_with_avx2, tierline_lanes_with_avx512;

const tierline_lanes *tierline_lanes_chosen = &plain;

const tierline_lanes *tierline_lanes_of(tierline_lanes_kind kind) {
  switch (kind) {
  case tierline_lanes_plain: return &plain;
#if defined(__x86_64__)
  case tierline_lanes_avx2:
  case tierline_lanes_avx512:
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
        !__builtin_cpu_supports("popcnt") || !__builtin_cpu_supports("avx2")) {
      return NULL;
    }
    if (kind == tierline_lanes_avx2) return &tierline_lanes_with_avx2;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512dq") ||
        !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512vl")) {
      return NULL;
    }
    return &tierline_lanes_with_avx512;
#endif
  default: return NULL;
  }
}

__attribute__((constructor)) static void choose(void) {
  const tierline_lanes *best = tierline_lanes_of(tierline_lanes_avx512);
  if (best == NULL) best = tierline_lanes_of(tierline_lanes_avx2);
  if (best != NULL) tierline_lanes_chosen = best;
}

// `divide` in `lanes.h` says what the factor and the shift are for.
tierline_divider tierline_divider_make(int64_t unit) {
  int bits = unit <= 2 ? 1 : 64 - __builtin_clzll((uint64_t)unit - 1);
  unsigned __int128 power = (unsigned __int128)1 << (63 + bits);
  tierline_divider divider = {
      (int64_t)(uint64_t)(1 + power / (unsigned __int128)(unit < 1 ? 1 : unit)), bits - 1};
  return divider;
}
