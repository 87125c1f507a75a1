// The loops of `TierlineLanes.h`, written once in the compiler's vectors. Each kind includes this
// file where its instructions are allowed, and the compiler makes of a vector of 64 bytes what the
// kind has: one AVX-512 register, two of AVX2, four of SSE2 or NEON. `LANES_TABLE` lists the loops.

#include <string.h>

#include "TierlineLanes.h"

typedef int64_t eight_numbers __attribute__((ext_vector_type(8), aligned(8), may_alias));
typedef uint64_t eight_words __attribute__((ext_vector_type(8), aligned(8), may_alias));
typedef bool eight_bits __attribute__((ext_vector_type(8)));
typedef uint8_t bytes_64 __attribute__((ext_vector_type(64), aligned(1), may_alias));
typedef bool bits_64 __attribute__((ext_vector_type(64)));
typedef uint8_t bytes_32 __attribute__((ext_vector_type(32), aligned(1), may_alias));
typedef bool bits_32 __attribute__((ext_vector_type(32)));

// Macros, as a function that takes a vector needs its kind's way of passing one.

/// The vector that stands at an address.
#define AT(type, address) (*(const type *)(address))

/// A vector that is all ones or all zeros in each part, as one bit a part.
#define BITS(number, bits, parts)                             \
  ({                                                          \
    bits bits_of_ = __builtin_convertvector((parts), bits);   \
    number number_of_;                                        \
    memcpy(&number_of_, &bits_of_, sizeof number_of_);        \
    number_of_;                                               \
  })

/// The other way round for eight lanes of a word.
#define PARTS(word, lane)                                     \
  ({                                                          \
    uint8_t byte_of_ = (uint8_t)((word) >> (lane));           \
    eight_bits bits_of_;                                      \
    memcpy(&bits_of_, &byte_of_, 1);                          \
    -__builtin_convertvector(bits_of_, eight_numbers);        \
  })

/// A word from a test of eight lanes at a time.
#define WORD_OF(test)                                                               \
  uint64_t word = 0;                                                                \
  for (int lane = 0; lane < 64; lane += 8) {                                        \
    word |= (uint64_t)BITS(uint8_t, eight_bits, (test)) << lane;                    \
  }                                                                                 \
  return word

/// A result of eight lanes at a time.
#define WRITE(value)                                                                \
  for (int lane = 0; lane < 64; lane += 8) {                                        \
    *(eight_numbers *)(target + lane) = (value);                                    \
  }

// MARK: Comparisons

static uint64_t less_than(const int64_t *left, int64_t right) {
  WORD_OF(AT(eight_numbers, left + lane) < (eight_numbers)right);
}

static uint64_t at_most(const int64_t *left, int64_t right) {
  return right == INT64_MAX ? UINT64_MAX : less_than(left, right + 1);
}

static uint64_t equal_to(const int64_t *left, int64_t right) {
  WORD_OF(AT(eight_numbers, left + lane) == (eight_numbers)right);
}

static uint64_t each_less_than(const int64_t *left, const int64_t *right) {
  WORD_OF(AT(eight_numbers, left + lane) < AT(eight_numbers, right + lane));
}

static uint64_t each_at_most(const int64_t *left, const int64_t *right) {
  return ~each_less_than(right, left);
}

static uint64_t each_equal_to(const int64_t *left, const int64_t *right) {
  WORD_OF(AT(eight_numbers, left + lane) == AT(eight_numbers, right + lane));
}

/// The high words of eight numbers of 128 bits, and the low ones.
#define HIGHS(one, two) __builtin_shufflevector(one, two, 1, 3, 5, 7, 9, 11, 13, 15)
#define LOWS(one, two) \
  ((eight_words)__builtin_shufflevector(one, two, 0, 2, 4, 6, 8, 10, 12, 14))

static uint64_t wide_less_than(const void *left, int64_t high, uint64_t low) {
  const eight_numbers *at = left;
  WORD_OF(({
    eight_numbers one = at[lane / 4], two = at[lane / 4 + 1], highs = HIGHS(one, two);
    (highs < (eight_numbers)high) |
        ((highs == (eight_numbers)high) & (LOWS(one, two) < (eight_words)low));
  }));
}

static uint64_t wide_at_most(const void *left, int64_t high, uint64_t low) {
  if (low != UINT64_MAX) return wide_less_than(left, high, low + 1);
  return high == INT64_MAX ? UINT64_MAX : wide_less_than(left, high + 1, 0);
}

static uint64_t wide_equal_to(const void *left, int64_t high, uint64_t low) {
  const eight_numbers *at = left;
  WORD_OF(({
    eight_numbers one = at[lane / 4], two = at[lane / 4 + 1];
    (HIGHS(one, two) == (eight_numbers)high) & (LOWS(one, two) == (eight_words)low);
  }));
}

// MARK: Writing

static void fill(int64_t *target, int64_t value) { WRITE((eight_numbers)value) }

static void blend_constant(int64_t *target, uint64_t word, int64_t value) {
  WRITE(PARTS(word, lane) ? (eight_numbers)value : AT(eight_numbers, target + lane))
}

static void blend(int64_t *target, uint64_t word, const int64_t *source) {
  WRITE(PARTS(word, lane) ? AT(eight_numbers, source + lane) : AT(eight_numbers, target + lane))
}

static void select_from(
    int64_t *target, uint64_t word, const int64_t *left, const int64_t *right) {
  WRITE(PARTS(word, lane) ? AT(eight_numbers, left + lane) : AT(eight_numbers, right + lane))
}

static void add_where(int64_t *target, uint64_t word, int64_t value) {
  WRITE((eight_numbers)(
      AT(eight_words, target + lane) +
      (eight_words)(PARTS(word, lane) & (eight_numbers)value)))
}

// MARK: Arithmetic, in words without a sign, which wrap around

static uint64_t add(int64_t *target, const int64_t *left, const int64_t *right) {
  WORD_OF(({
    eight_words one = AT(eight_words, left + lane), two = AT(eight_words, right + lane);
    eight_words sum = one + two;
    *(eight_words *)(target + lane) = sum;
    // Both have a sign that the sum has not.
    (eight_numbers)((one ^ sum) & (two ^ sum)) < 0;
  }));
}

static uint64_t subtract(int64_t *target, const int64_t *left, const int64_t *right) {
  WORD_OF(({
    eight_words one = AT(eight_words, left + lane), two = AT(eight_words, right + lane);
    eight_words rest = one - two;
    *(eight_words *)(target + lane) = rest;
    // The signs differ, and the first number's is not the result's.
    (eight_numbers)((one ^ two) & (one ^ rest)) < 0;
  }));
}

static uint64_t multiply_constant(int64_t *target, const int64_t *source, int64_t factor) {
  // The least and the greatest number whose product fits: −2^63 and 2^63 − 1 over the factor,
  // toward zero. Their sizes differ only if the factor divides 2^63, hence one division does.
  int64_t lowest = INT64_MIN, highest = INT64_MAX;
  if (factor != 0) {
    uint64_t size = factor < 0 ? 0 - (uint64_t)factor : (uint64_t)factor;
    uint64_t longer = ((uint64_t)1 << 63) / size;
    uint64_t shorter = longer - ((size & (size - 1)) == 0);
    uint64_t above = factor < 0 ? longer : shorter, below = factor < 0 ? shorter : longer;
    lowest = (int64_t)(0 - below);
    highest = above > INT64_MAX ? INT64_MAX : (int64_t)above;
  }
  WORD_OF(({
    eight_numbers numbers = AT(eight_numbers, source + lane);
    *(eight_words *)(target + lane) = (eight_words)numbers * (eight_words)(uint64_t)factor;
    (numbers < (eight_numbers)lowest) | (numbers > (eight_numbers)highest);
  }));
}

// Granlund & Montgomery, "Division by Invariant Integers using Multiplication" (PLDI 1994,
// doi:10.1145/178243.178249), figure 5.2. With 2^(n−1) < unit ≤ 2^n, n ≥ 1, the factor is
// 1 + ⌊2^(63+n) / unit⌋ − 2^64, and
//   quotient = ((number + high half of factor × number) >> (n − 1)) + (number < 0).
static void divide(int64_t *target, const int64_t *source, tierline_divider divider) {
  // Products of 32 bits, the only ones that vectors give in full.
  const eight_words ones = (eight_words)(uint64_t)UINT32_MAX;
  eight_words factor = (eight_words)(uint64_t)divider.factor;
  eight_words factor_low = factor & ones, factor_high = factor >> 32;
  eight_words is_negative_factor = (eight_words)((eight_numbers)factor < 0);
  WRITE(({
    eight_words number = AT(eight_words, source + lane);
    eight_words low = number & ones, high = number >> 32;
    eight_words one = high * factor_low + (low * factor_low >> 32);
    eight_words two = low * factor_high + (one & ones);
    eight_words product = high * factor_high + (one >> 32) + (two >> 32);
    // So far of words without a sign; each that has one was too large by 2^64.
    eight_words is_negative = (eight_words)((eight_numbers)number < 0);
    product -= (is_negative & factor) + (is_negative_factor & number);
    ((eight_numbers)(product + number) >> (eight_numbers)divider.shift) -
        (eight_numbers)is_negative;
  }))
}

// MARK: Bytes

static size_t line_breaks(const uint8_t *bytes, size_t count) {
  size_t breaks = 0, offset = 0;
  for (; offset + 64 <= count; offset += 64) {
    uint64_t found = BITS(uint64_t, bits_64, AT(bytes_64, bytes + offset) == (bytes_64)'\n');
    breaks += (size_t)__builtin_popcountll(found);
  }
  if (offset < count) {
    uint8_t rest[64] = {0};
    memcpy(rest, bytes + offset, count - offset);
    breaks += (size_t)__builtin_popcountll(
        BITS(uint64_t, bits_64, AT(bytes_64, rest) == (bytes_64)'\n'));
  }
  return breaks;
}

static bool contains(
    const uint8_t *text, size_t count, const uint8_t *part, size_t part_count) {
  if (part_count == 0) return true;
  if (part_count > count) return false;
  size_t span = part_count - 1;
  size_t starts = count - span;
  // What stands between the first byte and the last, once a place has these two.
  size_t middle_count = part_count > 2 ? part_count - 2 : 0;
  uint8_t middle[32] = {0};
  uint32_t middle_bits = middle_count < 32 ? ((uint32_t)1 << middle_count) - 1 : 0;
  bool has_middle = false;
  bytes_64 first = (bytes_64)part[0], last = (bytes_64)part[span];
  for (size_t offset = 0; offset < starts; offset += 64) {
    uint64_t places = BITS(
        uint64_t, bits_64,
        (AT(bytes_64, text + offset) == first) & (AT(bytes_64, text + offset + span) == last));
    if (starts - offset < 64) places &= ((uint64_t)1 << (starts - offset)) - 1;
    if (places == 0) continue;
    if (middle_count == 0) return true;
    if (!has_middle && middle_count < 32) memcpy(middle, part + 1, middle_count);
    has_middle = true;
    do {
      const uint8_t *inner = text + offset + __builtin_ctzll(places) + 1;
      places &= places - 1;
      if (middle_count >= 32) {
        if (memcmp(inner, part + 1, middle_count) == 0) return true;
      } else {
        uint32_t other = ~BITS(uint32_t, bits_32, AT(bytes_32, inner) == AT(bytes_32, middle));
        if ((other & middle_bits) == 0) return true;
      }
    } while (places != 0);
  }
  return false;
}

#define LANES_TABLE                                                                 \
  {                                                                                 \
    line_breaks, contains, less_than, at_most, equal_to, each_less_than,            \
        each_at_most, each_equal_to, wide_less_than, wide_at_most, wide_equal_to,   \
        fill, blend_constant, blend, select_from, add_where, add, subtract,         \
        multiply_constant, divide,                                                  \
  }
