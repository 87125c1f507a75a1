// Loops over bytes and over columns of 64 numbers, with the widest vectors that the processor has.
//
// A column is 64 numbers side by side, one for each *lane*; a word has one bit for each lane, the
// lowest for lane 0. A target may be one of the sources, else they do not overlap; columns on a
// boundary of 64 bytes are fastest. Sums and products wrap around.
//
// Each kind of instructions has a table of all functions. The best one is chosen when the program
// starts; a call goes through it, which costs about a nanosecond.
#ifndef TIERLINE_LANES_H
#define TIERLINE_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Divides by one unit without dividing: by the high half of a product, and a shift.
typedef struct {
  int64_t factor;
  int64_t shift;
} tierline_divider;

/// The functions of one kind; each does what the function below of its name does.
typedef struct {
  size_t (*line_breaks)(const uint8_t *bytes, size_t count);
  bool (*contains)(
      const uint8_t *text, size_t count, const uint8_t *part, size_t part_count);

  uint64_t (*less_than)(const int64_t *left, int64_t right);
  uint64_t (*at_most)(const int64_t *left, int64_t right);
  uint64_t (*equal_to)(const int64_t *left, int64_t right);
  uint64_t (*each_less_than)(const int64_t *left, const int64_t *right);
  uint64_t (*each_at_most)(const int64_t *left, const int64_t *right);
  uint64_t (*each_equal_to)(const int64_t *left, const int64_t *right);
  uint64_t (*wide_less_than)(const void *left, int64_t high, uint64_t low);
  uint64_t (*wide_at_most)(const void *left, int64_t high, uint64_t low);
  uint64_t (*wide_equal_to)(const void *left, int64_t high, uint64_t low);

  void (*fill)(int64_t *target, int64_t value);
  void (*blend_constant)(int64_t *target, uint64_t word, int64_t value);
  void (*blend)(int64_t *target, uint64_t word, const int64_t *source);
  void (*select)(int64_t *target, uint64_t word, const int64_t *left, const int64_t *right);
  void (*add_where)(int64_t *target, uint64_t word, int64_t value);

  uint64_t (*add)(int64_t *target, const int64_t *left, const int64_t *right);
  uint64_t (*subtract)(int64_t *target, const int64_t *left, const int64_t *right);
  uint64_t (*multiply_constant)(int64_t *target, const int64_t *source, int64_t factor);
  void (*divide)(int64_t *target, const int64_t *source, tierline_divider divider);
} tierline_lanes;

/// The sets of instructions that the loops are compiled for, best last.
typedef enum {
  /// What every processor of the family has: SSE2 on x86-64, NEON on arm64.
  tierline_lanes_plain,
  tierline_lanes_avx2,
  tierline_lanes_avx512,
} tierline_lanes_kind;

/// The table of a kind, NULL if this processor cannot run it. For tests and measurements.
const tierline_lanes *tierline_lanes_of(tierline_lanes_kind kind);

/// The table in use: before the program starts the plain one, then the best.
extern const tierline_lanes *tierline_lanes_chosen;

/// The loops in use; for tests.
static inline const tierline_lanes *tierline_lanes_in_use(void) { return tierline_lanes_chosen; }

/// The number of line feeds.
static inline size_t tierline_line_breaks(const uint8_t *bytes, size_t count) {
  return tierline_lanes_chosen->line_breaks(bytes, count);
}

/// Whether the bytes of `part` stand anywhere in `text`; none at all stand everywhere.
///
/// Takes a step of constant cost for each byte of the text at most, if the part has at most 32
/// bytes; longer ones are found too, at the cost of text times part. 64 bytes behind the text must be
/// readable; the answer does not depend on them.
static inline bool tierline_contains(
    const uint8_t *text, size_t count, const uint8_t *part, size_t part_count) {
  return tierline_lanes_chosen->contains(text, count, part, part_count);
}

// MARK: Comparisons; each gives the lanes where it holds.

/// left < right
static inline uint64_t tierline_less_than(const int64_t *left, int64_t right) {
  return tierline_lanes_chosen->less_than(left, right);
}

/// left ≤ right
static inline uint64_t tierline_at_most(const int64_t *left, int64_t right) {
  return tierline_lanes_chosen->at_most(left, right);
}

/// left = right
static inline uint64_t tierline_equal_to(const int64_t *left, int64_t right) {
  return tierline_lanes_chosen->equal_to(left, right);
}

/// left < right, lane by lane
static inline uint64_t tierline_each_less_than(const int64_t *left, const int64_t *right) {
  return tierline_lanes_chosen->each_less_than(left, right);
}

/// left ≤ right, lane by lane
static inline uint64_t tierline_each_at_most(const int64_t *left, const int64_t *right) {
  return tierline_lanes_chosen->each_at_most(left, right);
}

/// left = right, lane by lane
static inline uint64_t tierline_each_equal_to(const int64_t *left, const int64_t *right) {
  return tierline_lanes_chosen->each_equal_to(left, right);
}

/// left < right, of numbers of 128 bits (the low word first); the right one in two words.
static inline uint64_t tierline_wide_less_than(const void *left, int64_t high, uint64_t low) {
  return tierline_lanes_chosen->wide_less_than(left, high, low);
}

/// left ≤ right, of numbers of 128 bits
static inline uint64_t tierline_wide_at_most(const void *left, int64_t high, uint64_t low) {
  return tierline_lanes_chosen->wide_at_most(left, high, low);
}

/// left = right, of numbers of 128 bits
static inline uint64_t tierline_wide_equal_to(const void *left, int64_t high, uint64_t low) {
  return tierline_lanes_chosen->wide_equal_to(left, high, low);
}

// MARK: Writing

/// target = value
static inline void tierline_fill(int64_t *target, int64_t value) {
  tierline_lanes_chosen->fill(target, value);
}

/// target = value, in the lanes of the word
static inline void tierline_blend_constant(int64_t *target, uint64_t word, int64_t value) {
  tierline_lanes_chosen->blend_constant(target, word, value);
}

/// target = source, in the lanes of the word
static inline void tierline_blend(int64_t *target, uint64_t word, const int64_t *source) {
  tierline_lanes_chosen->blend(target, word, source);
}

/// target = left in the lanes of the word, else right
static inline void tierline_select(
    int64_t *target, uint64_t word, const int64_t *left, const int64_t *right) {
  tierline_lanes_chosen->select(target, word, left, right);
}

/// target += value, in the lanes of the word
static inline void tierline_add_where(int64_t *target, uint64_t word, int64_t value) {
  tierline_lanes_chosen->add_where(target, word, value);
}

// MARK: Arithmetic; what gives a word gives the lanes where the result went beyond 64 bits.

/// target = left + right
static inline uint64_t tierline_add(int64_t *target, const int64_t *left, const int64_t *right) {
  return tierline_lanes_chosen->add(target, left, right);
}

/// target = left − right
static inline uint64_t tierline_subtract(
    int64_t *target, const int64_t *left, const int64_t *right) {
  return tierline_lanes_chosen->subtract(target, left, right);
}

/// target = source × factor
static inline uint64_t tierline_multiply_constant(
    int64_t *target, const int64_t *source, int64_t factor) {
  return tierline_lanes_chosen->multiply_constant(target, source, factor);
}

/// The divider by a unit, which is positive.
tierline_divider tierline_divider_make(int64_t unit);

/// target = source ÷ the divider's unit, toward zero
static inline void tierline_divide(
    int64_t *target, const int64_t *source, tierline_divider divider) {
  tierline_lanes_chosen->divide(target, source, divider);
}

#endif
