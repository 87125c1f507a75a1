// The kinds for x86-64: the same steps on vectors of 64 bytes, twice 32 and four times 16.

#include "walk.h"

#if defined(__x86_64__)
#include <immintrin.h>

// AVX-512: comparisons give masks at once.

#define WITH_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx2,pclmul,bmi,bmi2,popcnt")))

INLINE WITH_AVX512 __m512i table_512(const uint8_t *entries) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)entries));
}

INLINE WITH_AVX512 __m512i high_halves_512(__m512i bytes) {
  return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

INLINE WITH_AVX512 block_masks masks_512(const uint8_t *block) {
  __m512i bytes = _mm512_loadu_si512(block);
  block_masks masks = {
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\')),
      _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(0x20)),
      _mm512_movepi8_mask(bytes),
  };
  return masks;
}

INLINE WITH_AVX512 bool has_malformed_512(const uint8_t *block) {
  __m512i bytes = _mm512_loadu_si512(block);
  __m512i before = _mm512_loadu_si512(block - 1);
  __m512i faults = _mm512_and_si512(
      _mm512_and_si512(
          _mm512_shuffle_epi8(table_512(first_high_faults), high_halves_512(before)),
          _mm512_shuffle_epi8(
              table_512(first_low_faults), _mm512_and_si512(before, _mm512_set1_epi8(15)))),
      _mm512_shuffle_epi8(table_512(second_high_faults), high_halves_512(bytes)));
  // The top bit stands where a lead of three or four bytes stood two or three places before.
  __m512i continued = _mm512_or_si512(
      _mm512_subs_epu8(_mm512_loadu_si512(block - 2), _mm512_set1_epi8(0xE0 - 0x80)),
      _mm512_subs_epu8(_mm512_loadu_si512(block - 3), _mm512_set1_epi8(0xF0 - 0x80)));
  continued = _mm512_and_si512(continued, _mm512_set1_epi8((char)continued_twice));
  return _mm512_cmpneq_epi8_mask(faults, continued) != 0;
}

INLINE WITH_AVX512 uint64_t prefix_xor_512(uint64_t bits) {
  __m128i all = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), all, 0));
}

WITH_AVX512 size_t tierline_index_with_avx512(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  return walk(
      state, bytes, count, base, positions, masks_512, has_malformed_512, prefix_xor_512);
}

// AVX2: two halves of 32 bytes.

#define WITH_AVX2 __attribute__((target("avx2,pclmul,bmi,bmi2,popcnt")))

INLINE WITH_AVX2 __m256i table_256(const uint8_t *entries) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)entries));
}

INLINE WITH_AVX2 __m256i load_256(const uint8_t *at) {
  return _mm256_loadu_si256((const __m256i *)at);
}

INLINE WITH_AVX2 __m256i high_halves_256(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

INLINE WITH_AVX2 uint64_t top_bits_256(__m256i bytes) {
  return (uint32_t)_mm256_movemask_epi8(bytes);
}

INLINE WITH_AVX2 block_masks masks_256(const uint8_t *block) {
  block_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i += 32) {
    __m256i bytes = load_256(block + i);
    __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes);
    masks.quotes |= top_bits_256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'))) << i;
    masks.backslashes |= top_bits_256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))) << i;
    masks.control |= top_bits_256(control) << i;
    masks.beyond_ascii |= top_bits_256(bytes) << i;
  }
  return masks;
}

INLINE WITH_AVX2 bool has_malformed_256(const uint8_t *block) {
  __m256i all = _mm256_setzero_si256();
  for (int i = 0; i < 64; i += 32) {
    const uint8_t *at = block + i;
    __m256i before = load_256(at - 1);
    __m256i faults = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(table_256(first_high_faults), high_halves_256(before)),
            _mm256_shuffle_epi8(
                table_256(first_low_faults), _mm256_and_si256(before, _mm256_set1_epi8(15)))),
        _mm256_shuffle_epi8(table_256(second_high_faults), high_halves_256(load_256(at))));
    __m256i continued = _mm256_or_si256(
        _mm256_subs_epu8(load_256(at - 2), _mm256_set1_epi8(0xE0 - 0x80)),
        _mm256_subs_epu8(load_256(at - 3), _mm256_set1_epi8(0xF0 - 0x80)));
    continued = _mm256_and_si256(continued, _mm256_set1_epi8((char)continued_twice));
    all = _mm256_or_si256(all, _mm256_xor_si256(faults, continued));
  }
  return !_mm256_testz_si256(all, all);
}

INLINE WITH_AVX2 uint64_t prefix_xor_256(uint64_t bits) {
  __m128i all = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), all, 0));
}

WITH_AVX2 size_t tierline_index_with_avx2(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  return walk(
      state, bytes, count, base, positions, masks_256, has_malformed_256, prefix_xor_256);
}

// SSSE3: four quarters of 16 bytes, for processors before 2013 and emulators.

#define WITH_SSSE3 __attribute__((target("ssse3,pclmul,popcnt")))

INLINE WITH_SSSE3 __m128i load_128(const uint8_t *at) {
  return _mm_loadu_si128((const __m128i *)at);
}

INLINE WITH_SSSE3 __m128i high_halves_128(__m128i bytes) {
  return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(15));
}

INLINE WITH_SSSE3 uint64_t top_bits_128(__m128i bytes) {
  return (uint64_t)_mm_movemask_epi8(bytes);
}

INLINE WITH_SSSE3 block_masks masks_128(const uint8_t *block) {
  block_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i += 16) {
    __m128i bytes = load_128(block + i);
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    masks.quotes |= top_bits_128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'))) << i;
    masks.backslashes |= top_bits_128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))) << i;
    masks.control |= top_bits_128(control) << i;
    masks.beyond_ascii |= top_bits_128(bytes) << i;
  }
  return masks;
}

INLINE WITH_SSSE3 bool has_malformed_128(const uint8_t *block) {
  __m128i all = _mm_setzero_si128();
  for (int i = 0; i < 64; i += 16) {
    const uint8_t *at = block + i;
    __m128i before = load_128(at - 1);
    __m128i faults = _mm_and_si128(
        _mm_and_si128(
            _mm_shuffle_epi8(load_128(first_high_faults), high_halves_128(before)),
            _mm_shuffle_epi8(
                load_128(first_low_faults), _mm_and_si128(before, _mm_set1_epi8(15)))),
        _mm_shuffle_epi8(load_128(second_high_faults), high_halves_128(load_128(at))));
    __m128i continued = _mm_or_si128(
        _mm_subs_epu8(load_128(at - 2), _mm_set1_epi8(0xE0 - 0x80)),
        _mm_subs_epu8(load_128(at - 3), _mm_set1_epi8(0xF0 - 0x80)));
    continued = _mm_and_si128(continued, _mm_set1_epi8((char)continued_twice));
    all = _mm_or_si128(all, _mm_xor_si128(faults, continued));
  }
  return _mm_movemask_epi8(_mm_cmpeq_epi8(all, _mm_setzero_si128())) != 0xFFFF;
}

INLINE WITH_SSSE3 uint64_t prefix_xor_128(uint64_t bits) {
  __m128i all = _mm_set1_epi8((char)0xFF);
  return (uint64_t)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)bits), all, 0));
}

WITH_SSSE3 size_t tierline_index_with_ssse3(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions) {
  return walk(
      state, bytes, count, base, positions, masks_128, has_malformed_128, prefix_xor_128);
}

#endif
