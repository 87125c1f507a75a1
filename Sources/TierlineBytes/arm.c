// The kind for arm64, whose processors all have NEON: four vectors of 16 bytes.

#include "walk.h"

#if defined(__aarch64__)
#include <arm_neon.h>

typedef struct {
  uint8x16_t part[4];
} four_vectors;

INLINE uint8x16_t low_halves(uint8x16_t bytes) { return vandq_u8(bytes, vdupq_n_u8(15)); }

INLINE uint8x16_t high_halves(uint8x16_t bytes) { return vshrq_n_u8(bytes, 4); }

/// One bit for each byte, which is all ones or all zeros: each keeps the bit of its place among
/// eight, and neighbours are added three times.
INLINE uint64_t mask_of(four_vectors bytes) {
  const uint8x16_t places = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t left = vpaddq_u8(vandq_u8(bytes.part[0], places), vandq_u8(bytes.part[1], places));
  uint8x16_t right = vpaddq_u8(vandq_u8(bytes.part[2], places), vandq_u8(bytes.part[3], places));
  uint8x16_t sum = vpaddq_u8(left, right);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

INLINE block_masks masks_neon(const uint8_t *block) {
  four_vectors quotes, backslashes, control, beyond_ascii;
  for (int i = 0; i < 4; i++) {
    uint8x16_t bytes = vld1q_u8(block + 16 * i);
    quotes.part[i] = vceqq_u8(bytes, vdupq_n_u8('"'));
    backslashes.part[i] = vceqq_u8(bytes, vdupq_n_u8('\\'));
    control.part[i] = vcltq_u8(bytes, vdupq_n_u8(0x20));
    beyond_ascii.part[i] = vcgeq_u8(bytes, vdupq_n_u8(0x80));
  }
  block_masks masks = {
      mask_of(quotes), mask_of(backslashes), mask_of(control), mask_of(beyond_ascii),
  };
  return masks;
}

INLINE bool has_malformed_neon(const uint8_t *block) {
  uint8x16_t all = vdupq_n_u8(0);
  for (int i = 0; i < 64; i += 16) {
    const uint8_t *at = block + i;
    uint8x16_t before = vld1q_u8(at - 1);
    uint8x16_t faults = vandq_u8(
        vandq_u8(
            vqtbl1q_u8(vld1q_u8(first_high_faults), high_halves(before)),
            vqtbl1q_u8(vld1q_u8(first_low_faults), low_halves(before))),
        vqtbl1q_u8(vld1q_u8(second_high_faults), high_halves(vld1q_u8(at))));
    uint8x16_t continued = vorrq_u8(
        vqsubq_u8(vld1q_u8(at - 2), vdupq_n_u8(0xE0 - 0x80)),
        vqsubq_u8(vld1q_u8(at - 3), vdupq_n_u8(0xF0 - 0x80)));
    continued = vandq_u8(continued, vdupq_n_u8(continued_twice));
    all = vorrq_u8(all, veorq_u8(faults, continued));
  }
  return vmaxvq_u8(all) != 0;
}

// Carry-less multiplication is optional on arm64; six shifts need no question.
size_t tierline_index_with_neon(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  return walk(
      state, bytes, count, base, positions, masks_neon, has_malformed_neon, prefix_xor_by_shifts);
}

#endif
