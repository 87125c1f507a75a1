// Finds where the strings of JSON text end, 64 bytes at a time, and tells whether the text is
// well-formed UTF-8. Together with `TierlineLanes.h` and `TierlineScalars.h` this is the only C of the
// project: Swift reaches neither these instructions nor a choice of them at run time.
//
// The idea is that of Langdale & Lemire, "Parsing Gigabytes of JSON per Second" (VLDB Journal 28,
// 2019, doi:10.1007/s00778-019-00578-5): a block of 64 bytes becomes 64-bit masks, one bit a byte,
// and arithmetic on masks answers what is quoted and what is escaped.
//
// Left out: all that stands outside strings. The reader on top sees it anyway, byte by byte; only of
// strings it does not look at each byte.
#ifndef TIERLINE_BYTES_H
#define TIERLINE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "TierlineLanes.h"
#include "TierlineScalars.h"

/// What one pass carries from block to block; `tierline_index_begin` makes a fresh one.
typedef struct {
  /// Offset + base of the first block in which something is wrong, UINT64_MAX if none: a control
  /// byte inside a string, or a character that is not UTF-8 (the block where the character starts;
  /// if that block was of an earlier call with a base of its own, at least 0).
  uint64_t bad_from;
  /// Whether the text so far ends inside a string.
  bool in_string;
  /// Whether the text so far, with nothing wrong in it, ends inside a character: that is wrong only
  /// if no more text completes it.
  bool in_character;
  /// Whether the next byte is escaped by a backslash.
  bool is_escaped;
  /// The last three bytes, for characters that cross into the next block.
  uint8_t tail[3];
} tierline_index_state;

/// The state at the start of a text: outside of strings, nothing wrong.
static inline tierline_index_state tierline_index_begin(void) {
  tierline_index_state state = {UINT64_MAX, false, false, false, {0, 0, 0}};
  return state;
}

/// Writes where a text's strings end and have escapes, ascending, and returns how many there are.
///
/// A position is a byte's offset + `base`. These bytes have one:
/// - each `"` that closes a string;
/// - inside strings each backslash that starts an escape (of `\\\\` the first and the third).
///
/// A quote that a backslash outside a string escapes opens no string.
///
/// `count` is a multiple of 64 and all of it is readable: a caller pads the last block with spaces.
/// `positions` has room for `count` + 64 entries, of which those after the returned count are
/// scratch. A text may come in several calls that share a state.
size_t tierline_index(
    tierline_index_state *state, const uint8_t *bytes, size_t count, uint32_t base,
    uint32_t *positions);

/// The sets of instructions that the index is written for, best last on each processor.
typedef enum {
  tierline_index_plain,
  tierline_index_neon,
  tierline_index_ssse3,
  tierline_index_avx2,
  tierline_index_avx512,
} tierline_index_kind;

/// Which kinds this processor can run: bit `1 << kind` for each.
uint32_t tierline_index_kinds(void);

/// The same as `tierline_index` with a kind of the caller's choice: one that the processor lacks
/// falls back to the plain one. For tests and measurements.
size_t tierline_index_by(
    tierline_index_kind kind, tierline_index_state *state, const uint8_t *bytes, size_t count,
    uint32_t base, uint32_t *positions);

#endif
