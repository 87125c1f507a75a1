// The kind without special instructions, and the choice of a kind.

#include <stdatomic.h>

#include "walk.h"

INLINE block_masks masks_plainly(const uint8_t *block) {
  block_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint8_t byte = block[i];
    masks.quotes |= (uint64_t)(byte == '"') << i;
    masks.backslashes |= (uint64_t)(byte == '\\') << i;
    masks.control |= (uint64_t)(byte < 0x20) << i;
    masks.beyond_ascii |= (uint64_t)(byte >> 7) << i;
  }
  return masks;
}

INLINE bool has_malformed_plainly(const uint8_t *block) {
  const uint8_t *at = unfinished_start(block);
  while (at < block + 64) {
    int length = character_length(at, block + 64);
    if (length == 0) return true;
    at += length;
  }
  return false;
}

static size_t index_plainly(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  return walk(
      state, bytes, count, base, positions, masks_plainly, has_malformed_plainly,
      prefix_xor_by_shifts);
}

uint32_t tierline_index_kinds(void) {
  uint32_t kinds = 1u << tierline_index_plain;
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool has_carryless = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt");
  bool has_bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  if (has_carryless && __builtin_cpu_supports("ssse3")) kinds |= 1u << tierline_index_ssse3;
  if (has_carryless && has_bits && __builtin_cpu_supports("avx2")) {
    kinds |= 1u << tierline_index_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl")) {
      kinds |= 1u << tierline_index_avx512;
    }
  }
#elif defined(__aarch64__)
  kinds |= 1u << tierline_index_neon;
#endif
  return kinds;
}

static index_function *function_of(tierline_index_kind kind) {
  if ((tierline_index_kinds() >> kind & 1) == 0) return index_plainly;
  switch (kind) {
#if defined(__x86_64__)
  case tierline_index_ssse3: return tierline_index_with_ssse3;
  case tierline_index_avx2: return tierline_index_with_avx2;
  case tierline_index_avx512: return tierline_index_with_avx512;
#elif defined(__aarch64__)
  case tierline_index_neon: return tierline_index_with_neon;
#endif
  default: return index_plainly;
  }
}

size_t tierline_index_by(
    tierline_index_kind kind, tierline_index_state *state, const uint8_t *bytes, size_t count,
    uint32_t base, uint32_t *positions) {
  return function_of(kind)(state, bytes, count, base, positions);
}

size_t tierline_index(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  // Threads that race here store the same pointer.
  static _Atomic(index_function *) chosen;
  index_function *function = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (function == NULL) {
    int best = 31 - __builtin_clz(tierline_index_kinds());
    function = function_of((tierline_index_kind)best);
    atomic_store_explicit(&chosen, function, memory_order_relaxed);
  }
  return function(state, bytes, count, base, positions);
}
