// Tiers that take the highest or lowest level of all rules that match.

extension BatchEvaluator {
  /// The highest or lowest level of the rules that match, lane by lane.
  func extreme(_ step: BatchInstruction) {
    let policy = plan.extremes[Int(step.b)]
    let target = unsafe narrow(step.a)
    for lane in 0..<Lanes.count {
      if let level = extreme(policy, lane) {
        unsafe target[lane] = level
      } else {
        memory.left |= 1 << UInt64(lane)
      }
    }
    setPresent(step.a, .max)
  }

  private func extreme(_ policy: BatchPlan.ExtremePolicy, _ lane: Int) -> Int64? {
    let bit: UInt64 = 1 << UInt64(lane)
    func isBeyond(_ left: Int64, _ right: Int64) -> Bool {
      policy.isHighest ? left > right : left < right
    }
    func level(_ column: Int32) -> Int64? {
      present(column) & bit != 0 ? memory.narrow[Int(column) << 6 + lane] : nil
    }
    var base: Int64?
    for (condition, column) in zip(policy.conditions, policy.levels)
    where memory.yes[Int(condition)] & bit != 0 {
      guard let level = level(column) else { return nil }
      if base.map({ isBeyond(level, $0) }) ?? true { base = level }
    }
    guard let found = base ?? level(policy.otherwise) else { return nil }
    var isUndecided = false
    for (condition, column) in zip(policy.conditions, policy.levels) {
      let known = memory.yes[Int(condition)] | memory.no[Int(condition)]
      guard known & bit == 0 else { continue }
      if level(column).map({ isBeyond($0, found) }) ?? true { isUndecided = true }
    }
    guard isUndecided else { return found }
    switch policy.unknown {
    case .impossible: return nil
    case .skip: return found
    case .level(let column):
      guard let level = level(column) else { return nil }
      guard isBeyond(level, found) else { return found }
      return policy.leavesUnknown ? nil : level
    }
  }
}
