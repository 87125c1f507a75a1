// The nearest of several names to a misspelt one.
//
// Distance is the number of insertions, deletions, replacements and swaps of neighbours that turn
// one word into the other (optimal string alignment; Damerau 1964), counted in Unicode scalars
// with ASCII case left out of account. A name is near when a third of its scalars or fewer change.

/// The nearest of `candidates` to a misspelt name, of two equally near the first; nil when none is
/// near.
///
/// Cost: the product of the lengths for each candidate of similar length.
package func nearest(to name: String, among candidates: [String]) -> String? {
  let scalars = folded(name)
  guard !scalars.isEmpty, scalars.count <= 100 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let other = folded(candidate)
    // Two scalars of Chinese share too much by chance: one of two may change, but not all.
    let allowed = max(1, scalars.count / 3)
    guard abs(other.count - scalars.count) <= allowed, other.count > 1 else { continue }
    let distance = editDistance(scalars, other)
    guard distance <= allowed, distance < max(scalars.count, other.count) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

private func folded(_ name: String) -> [UInt32] {
  name.unicodeScalars.map { (65...90).contains($0.value) ? $0.value + 32 : $0.value }
}

private func editDistance(_ a: [UInt32], _ b: [UInt32]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for (j, right) in b.enumerated() {
      var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (left == right ? 0 : 1))
      if i > 0, j > 0, left == b[j - 1], a[i - 1] == right {
        least = min(least, beforeLast[j - 1] + 1)
      }
      row.append(least)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
