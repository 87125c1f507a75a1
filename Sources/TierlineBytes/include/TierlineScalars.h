// Small steps that are taken for each key, value and rule, inlined into Swift: SSE2 is part
// of every x86-64, NEON of every arm64, and other processors go byte by byte.
#ifndef TIERLINE_SCALARS_H
#define TIERLINE_SCALARS_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>

/// The place of the first byte that is all ones among such as are all zeros; 16 if there is none.
static inline uint32_t tierline_first_place(uint8x16_t bytes) {
  uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(bytes), 4);
  uint64_t mask = vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
  return mask ? (uint32_t)__builtin_ctzll(mask) / 4 : 16;
}
#endif

/// Up to 32 bytes that a text may begin with.
typedef struct __attribute__((aligned(16))) {
  /// Zeros where a text's byte does not count.
  uint64_t bytes[4];
  /// All ones for each byte that counts, zeros for the others.
  uint64_t counting[4];
} tierline_pattern;

/// Whether a text begins like a pattern; 32 bytes of it are read.
static inline bool tierline_matches(const tierline_pattern *pattern, const uint8_t *text) {
#if defined(__SSE2__)
  const __m128i *wanted = (const __m128i *)pattern->bytes;
  const __m128i *counting = (const __m128i *)pattern->counting;
  __m128i first = _mm_and_si128(_mm_loadu_si128((const __m128i *)text), counting[0]);
  __m128i second = _mm_and_si128(_mm_loadu_si128((const __m128i *)(text + 16)), counting[1]);
  __m128i equal = _mm_and_si128(
      _mm_cmpeq_epi8(first, wanted[0]), _mm_cmpeq_epi8(second, wanted[1]));
  return _mm_movemask_epi8(equal) == 0xFFFF;
#elif defined(__aarch64__)
  const uint8_t *wanted = (const uint8_t *)pattern->bytes;
  const uint8_t *counting = (const uint8_t *)pattern->counting;
  uint8x16_t first = vandq_u8(vld1q_u8(text), vld1q_u8(counting));
  uint8x16_t second = vandq_u8(vld1q_u8(text + 16), vld1q_u8(counting + 16));
  return vminvq_u8(vandq_u8(
      vceqq_u8(first, vld1q_u8(wanted)), vceqq_u8(second, vld1q_u8(wanted + 16)))) == 0xFF;
#else
  const uint8_t *wanted = (const uint8_t *)pattern->bytes;
  const uint8_t *counting = (const uint8_t *)pattern->counting;
  for (int i = 0; i < 32; i++) {
    if ((text[i] & counting[i]) != wanted[i]) return false;
  }
  return true;
#endif
}

/// How many of the 16 bytes from `at` on are digits before the first that is none.
static inline uint32_t tierline_digit_count(const uint8_t *at) {
#if defined(__SSE2__)
  __m128i digits = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)at), _mm_set1_epi8('0'));
  __m128i are_digits = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
  return (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(are_digits));
#elif defined(__aarch64__)
  uint8x16_t digits = vsubq_u8(vld1q_u8(at), vdupq_n_u8('0'));
  return tierline_first_place(vcgtq_u8(digits, vdupq_n_u8(9)));
#else
  uint32_t count = 0;
  while (count < 16 && (uint8_t)(at[count] - '0') < 10) count++;
  return count;
#endif
}

/// How many of the 16 bytes from `at` on stand before the first comma or closing brace.
static inline uint32_t tierline_scalar_length(const uint8_t *at) {
#if defined(__SSE2__)
  __m128i bytes = _mm_loadu_si128((const __m128i *)at);
  __m128i ends = _mm_or_si128(
      _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('}')));
  return (uint32_t)__builtin_ctz((uint32_t)_mm_movemask_epi8(ends) | 1u << 16);
#elif defined(__aarch64__)
  uint8x16_t bytes = vld1q_u8(at);
  return tierline_first_place(
      vorrq_u8(vceqq_u8(bytes, vdupq_n_u8(',')), vceqq_u8(bytes, vdupq_n_u8('}'))));
#else
  uint32_t count = 0;
  while (count < 16 && at[count] != ',' && at[count] != '}') count++;
  return count;
#endif
}

/// How many of sorted bounds a value reaches, by halving.
///
/// Which half it is cannot be foretold, so that is no branch; compilers make one unless they are told.
static inline intptr_t tierline_reached(const int64_t *bounds, intptr_t count, int64_t value) {
  const int64_t *first = bounds;
  while (count > 0) {
    intptr_t half = (count + 1) >> 1;
    first = __builtin_unpredictable(first[half - 1] <= value) ? first + half : first;
    count -= half;
  }
  return first - bounds;
}

/// The least whole number that JSON writes with `count` digits, 1 to 15.
static inline int64_t tierline_least_of_digits(uint32_t count) {
  static const int64_t least[16] = {
      0, 0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
      100000000000, 1000000000000, 10000000000000, 100000000000000};
  return least[count];
}

/// The number of the last `count` digits before `end`, 16 at most; 16 bytes before `end` are read.
static inline int64_t tierline_number_before(const uint8_t *end, uint32_t count) {
#if defined(__SSE2__)
  static const uint8_t kept[32] = {
      [16] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  // What stands before the number becomes zeros; then pairs, fours and eights of digits are joined.
  __m128i digits = _mm_and_si128(
      _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(end - 16)), _mm_set1_epi8('0')),
      _mm_loadu_si128((const __m128i *)(kept + count)));
  __m128i tens = _mm_mullo_epi16(
      _mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10));
  __m128i pairs = _mm_add_epi16(tens, _mm_srli_epi16(digits, 8));
  __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
  __m128i eights = _mm_madd_epi16(
      _mm_packs_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10000));
  uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  return (int64_t)((both & 0xFFFFFFFF) * 100000000 + (both >> 32));
#else
  int64_t number = 0;
  for (const uint8_t *at = end - count; at < end; at++) number = number * 10 + (*at - '0');
  return number;
#endif
}

#endif
