// The walk over blocks that all kinds share. A kind brings three small functions (how to turn a
// block into masks, how to check its UTF-8, how to combine quotes) and `walk` is inlined into it, so
// that it is compiled with that kind's instructions.
//
// Bit i of a mask stands for byte i of the block.
#ifndef TIERLINE_WALK_H
#define TIERLINE_WALK_H

#include <string.h>

#include "TierlineBytes.h"

#define INLINE static inline __attribute__((always_inline))

typedef struct {
  uint64_t quotes;
  uint64_t backslashes;
  uint64_t control;
  uint64_t beyond_ascii;
} block_masks;

typedef size_t index_function(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions);

index_function tierline_index_with_neon, tierline_index_with_ssse3, tierline_index_with_avx2,
    tierline_index_with_avx512;

// Validation by lookup: Keiser & Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte"
// (Software: Practice and Experience 51, 2021, doi:10.1002/spe.2940). Each bit is one way in which
// two neighbouring bytes can be wrong; they are wrong if the bit stands in all three entries: of
// the first byte's high half, its low half, and the second byte's high half. `continued_twice` is
// no fault by itself: it must stand exactly where a character has a third or fourth byte.
enum {
  too_short = 1,             // a lead, then no continuation
  too_long = 2,              // ASCII, then a continuation
  overlong_3 = 4,            // E0 80…9F
  too_large = 8,             // F4 90…BF, F5…FF 90…BF
  surrogate = 16,            // ED A0…BF
  overlong_2 = 32,           // C0…C1, then a continuation
  overlong_4_or_large = 64,  // F0 80…8F, F5…FF 80…8F
  continued_twice = 128,     // a continuation, then another
  any_low = too_short | too_long | continued_twice,
  large_low = any_low | too_large | overlong_4_or_large,
  any_second = too_long | overlong_2 | continued_twice,
};
static const uint8_t first_high_faults[16] = {
    too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,
    continued_twice, continued_twice, continued_twice, continued_twice,
    too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
    too_short | too_large | overlong_4_or_large,
};
static const uint8_t first_low_faults[16] = {
    any_low | overlong_2 | overlong_3 | overlong_4_or_large, any_low | overlong_2,
    any_low, any_low, any_low | too_large, large_low, large_low, large_low,
    large_low, large_low, large_low, large_low, large_low, large_low | surrogate,
    large_low, large_low,
};
static const uint8_t second_high_faults[16] = {
    too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
    any_second | overlong_3 | overlong_4_or_large, any_second | overlong_3 | too_large,
    any_second | surrogate | too_large, any_second | surrogate | too_large,
    too_short, too_short, too_short, too_short,
};

/// The bytes of the character at `at`, 0 if it is malformed. One that `end` cuts off counts up to
/// there; whether a lead byte can be one at all is asked with the byte after it.
INLINE int character_length(const uint8_t *at, const uint8_t *end) {
  uint8_t lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC0) return 0;
  if (at + 1 == end) return 1;
  uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (lead < 0xC2 || lead > 0xF4 || at[1] < lowest || at[1] > highest) return 0;
  int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  for (int i = 2; i < length; i++) {
    if (at + i == end) return i;
    if ((at[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

/// Where the character starts that the three bytes before `block` leave unfinished, else `block`.
INLINE const uint8_t *unfinished_start(const uint8_t *block) {
  if (block[-1] >= 0xC0) return block - 1;
  if (block[-2] >= 0xE0) return block - 2;
  if (block[-3] >= 0xF0) return block - 3;
  return block;
}

/// Whether the three bytes before `block` leave a character unfinished.
INLINE bool ends_in_character(const uint8_t *block) {
  return (block[-1] >= 0xC0) | (block[-2] >= 0xE0) | (block[-3] >= 0xF0);
}

/// The backslashes that start an escape. In a run of them every other one does, from the first:
/// adding its first bit to a run carries through it, which tells apart the runs that start at even
/// places from those at odd ones.
INLINE uint64_t escape_starts(uint64_t backslashes) {
  const uint64_t even = 0x5555555555555555;
  uint64_t run_starts = backslashes & ~(backslashes << 1);
  uint64_t odd_runs = backslashes & (backslashes + (run_starts & even));
  uint64_t even_runs = backslashes & ~odd_runs;
  return (even_runs & even) | (odd_runs & ~even);
}

/// Each bit becomes the parity of the bits up to and with it, by doubling.
INLINE uint64_t prefix_xor_by_shifts(uint64_t bits) {
  for (int distance = 1; distance < 64; distance *= 2) bits ^= bits << distance;
  return bits;
}

/// Writes where the bits stand, a few at a time without asking whether there are so many.
INLINE uint32_t *write_positions(uint64_t bits, uint32_t at, uint32_t *next) {
  enum { few = 6 };
  uint32_t *end = next + __builtin_popcountll(bits);
  do {
    for (int i = 0; i < few; i++) {
      next[i] = at + (bits ? (uint32_t)__builtin_ctzll(bits) : 64);
      bits &= bits - 1;
    }
    next += few;
  } while (__builtin_expect(bits != 0, false));
  return end;
}

/// Where a walk is, in registers.
typedef struct {
  /// All bits or none.
  uint64_t in_string;
  /// 0 or 1.
  uint64_t is_escaped;
  bool in_character;
  /// For how many blocks UTF-8 is checked even if they have none.
  uint32_t wary;
  uint32_t *next;
} walk_place;

/// One block of the index, which stands at `here` among the positions.
INLINE walk_place step(
    walk_place place, tierline_index_state *state, const uint8_t *block, uint64_t here,
    block_masks (*masks_of)(const uint8_t *block), bool (*has_malformed)(const uint8_t *block),
    uint64_t (*prefix_xor)(uint64_t bits)) {
  block_masks masks = masks_of(block);

  uint64_t escapes = 0;
  uint64_t escaped = place.is_escaped;
  place.is_escaped = 0;
  if (masks.backslashes != 0) {
    escapes = escape_starts(masks.backslashes & ~escaped);
    escaped |= escapes << 1;
    place.is_escaped = escapes >> 63;
  }
  // `inside` has the opening quote and not the closing one.
  uint64_t quotes = masks.quotes & ~escaped;
  uint64_t inside = prefix_xor(quotes) ^ place.in_string;
  place.in_string = (uint64_t)0 - (inside >> 63);
  uint64_t found = (quotes & ~inside) | (escapes & inside);
  place.next = write_positions(found, (uint32_t)here, place.next);

  bool is_bad = (masks.control & inside) != 0;
  bool was_in_character = place.in_character;
  // Texts in other letters than ASCII's mostly stand between ASCII: a branch on each block would be foreseen
  // by no processor, while a check costs little more.
  enum { wary_blocks = 16 };
  place.wary = masks.beyond_ascii != 0 ? wary_blocks : place.wary - (place.wary != 0);
  if (place.wary != 0) {
    is_bad |= has_malformed(block);
    place.in_character = ends_in_character(block + 64);
  } else {
    is_bad |= place.in_character;
    place.in_character = false;
  }
  if (__builtin_expect(is_bad, false) && state->bad_from == UINT64_MAX) {
    bool is_earlier =
        was_in_character && character_length(unfinished_start(block), block + 64) == 0;
    state->bad_from = !is_earlier ? here : here < 64 ? 0 : here - 64;
  }
  return place;
}

/// The index; `block` given to a kind's functions always has three readable bytes before it.
INLINE size_t walk(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions, block_masks (*masks_of)(const uint8_t *block),
    bool (*has_malformed)(const uint8_t *block), uint64_t (*prefix_xor)(uint64_t bits)) {
  if (count == 0) return 0;
  walk_place place = {
      state->in_string ? ~(uint64_t)0 : 0, state->is_escaped, state->in_character, 0, positions};
  // The first block is copied behind the tail of the text before it.
  uint8_t first[128];
  memset(first, ' ', 64);
  memcpy(first + 61, state->tail, 3);
  memcpy(first + 64, bytes, 64);
  place = step(place, state, first + 64, base, masks_of, has_malformed, prefix_xor);
  for (size_t offset = 64; offset < count; offset += 64) {
    place = step(
        place, state, bytes + offset, (uint64_t)base + offset, masks_of, has_malformed, prefix_xor);
  }
  state->in_string = place.in_string != 0;
  // After a fault nobody asks, and the kinds need not agree on where a character would have ended.
  state->in_character = place.in_character && state->bad_from == UINT64_MAX;
  state->is_escaped = place.is_escaped != 0;
  memcpy(state->tail, bytes + count - 3, 3);
  return (size_t)(place.next - positions);
}

#endif
