// What the tokens of a node say: names, keywords, literals. Values of numbers are left to the
// checker, which knows the exact types.

package import TierlineSource

/// A name as written: its spelling and its place.
///
/// Two names are equal when canonically equivalent, which is what `String` compares.
package struct Name: Hashable, Sendable {
  package var text: String
  package var span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }
}
