// Membership in ranges, lists and list fields; and what a field's domain says of literals.

import TierlineRuntime
import TierlineSource
import TierlineSyntax

extension Checker {
  // MARK: Membership

  func checkMembership(_ node: SyntaxNode, in scope: Scope) -> Checked {
    let subjectNode = operand(node, 0)
    let contentNode = operand(node, 1)
    let isNegated = node.has(.notIn) || node.has(.not)
    let subject = check(subjectNode, in: scope)
    guard !subject.isError else { return failed(node.span) }
    guard subject.type != nil else {
      report(.typeUnknown(at: subject.span))
      return failed(node.span)
    }
    if subject.type != .boolean, reportDefault(behind: contentNode, of: node) {
      return failed(node.span)
    }
    let checked = checkContent(contentNode, subject: subject, in: scope, span: node.span)
    guard !checked.isError else { return failed(node.span) }
    return isNegated ? negate(checked, span: node.span) : checked
  }

  private func checkContent(
    _ node: SyntaxNode, subject: Checked, in scope: Scope, span: SourceSpan
  ) -> Checked {
    switch node.kind {
    case .rangeTest: return checkRange(node, subject: subject, in: scope, span: span)
    case .comparisonTest:
      let value = check(operand(node, 0), in: scope, expecting: subject.type)
      guard !value.isError, let token = node.operatorToken,
        let comparison = Self.comparison(token.kind)
      else { return failed(span) }
      return compare(comparison, subject, value, span: span)
    case .listLiteral: return checkMembers(node, subject: subject, in: scope, span: span)
    default:
      if node.kind == .nameExpression, let name = node.name,
        case .list(let index)? = symbols[name.text]?.symbol
      {
        return checkList(index, name: name, subject: subject, span: span)
      }
      return checkListValue(node, subject: subject, in: scope, span: span)
    }
  }

  /// The ends of a range, each of the subject's type.
  func checkEnds(
    _ node: SyntaxNode, subject: Checked, in scope: Scope, adoptsCurrency: Bool
  ) -> (RangeOperand, Checked, Checked)? {
    guard let type = subject.type else { return nil }
    guard isOrdered(type) else {
      report(.notOrdered(describe(type), at: node.span))
      return nil
    }
    let lower = check(operand(node, 0), in: scope, expecting: type)
    let upper = check(operand(node, 1), in: scope, expecting: type)
    guard !lower.isError, !upper.isError,
      let (_, one) = comparable(.lessOrEqual, subject, lower, lower.span, adoptsCurrency),
      let (_, two) = comparable(.lessOrEqual, subject, upper, upper.span, adoptsCurrency)
    else { return nil }
    let kind = node.operatorToken?.kind
    let range = RangeOperand(
      lower: one.id, upper: two.id, includesLower: kind == .range || kind == .rangeBelow,
      includesUpper: kind == .range || kind == .rangeAbove)
    if let low = one.constant?.ordinal, let high = two.constant?.ordinal {
      let interval = constantInterval(range, low, high)
      if interval.isEmpty {
        report(.rangeEmpty(at: node.span))
        return nil
      }
      checkRangeDomain(interval, subject: subject, node)
    }
    return (range, one, two)
  }

  func constantInterval(_ range: RangeOperand, _ lower: Decimal, _ upper: Decimal) -> Interval {
    Interval(
      lower: .init(value: lower, isIncluded: range.includesLower),
      upper: .init(value: upper, isIncluded: range.includesUpper))
  }

  /// A range that no value of the field can be in.
  private func checkRangeDomain(_ interval: Interval, subject: Checked, _ node: SyntaxNode) {
    guard let domain = domain(of: subject), case .range(let range) = domain,
      let type = subject.type, self.interval(of: range).intersection(interval).isEmpty
    else { return }
    outsideDomains.append(node.span)
    report(
      .outsideDomain(node.text, at: node.span, domain: describe(domain, type: type), near: nil))
  }

  private func checkRange(
    _ node: SyntaxNode, subject: Checked, in scope: Scope, span: SourceSpan
  ) -> Checked {
    guard
      let (range, lower, upper) = checkEnds(
        node, subject: subject, in: scope, adoptsCurrency: false)
    else { return failed(span) }
    var checked = Checked(
      id: add(.inRange(subject.id, range), .boolean, span), type: .boolean, span: span)
    checked.causes = merge(subject.causes, merge(lower.causes, upper.causes))
    checked.isAlwaysPresent =
      subject.isAlwaysPresent && lower.isAlwaysPresent && upper.isAlwaysPresent
    let present = subject.implies.and(lower.implies).and(upper.implies)
    checked.whenTrue = present
    checked.whenFalse = present
    if let path = subject.path, let low = lower.constant?.ordinal,
      let high = upper.constant?.ordinal
    {
      checked.whenTrue.know(path, range: constantInterval(range, low, high))
    }
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    checked.truths = truths(values(range, lower, upper, of: subject), of: subject, test: checked)
    return checked
  }

  private func checkMembers(
    _ node: SyntaxNode, subject: Checked, in scope: Scope, span: SourceSpan
  ) -> Checked {
    var members: [Checked] = []
    for child in node.children {
      let member = check(child, beside: subject, in: scope)
      guard !member.isError,
        let (_, fitted) = comparable(.equal, subject, member, child.span, false)
      else { return failed(span) }
      checkMemberDomain(fitted, subject: subject)
      members.append(fitted)
    }
    guard !members.isEmpty else {
      report(.membersEmpty(at: node.span))
      return failed(span)
    }
    var checked = Checked(
      id: add(.inMembers(subject.id, members.map(\.id)), .boolean, span), type: .boolean,
      span: span)
    checked.causes = members.reduce(subject.causes) { merge($0, $1.causes) }
    checked.isAlwaysPresent = subject.isAlwaysPresent && members.allSatisfy(\.isAlwaysPresent)
    let present = subject.implies
    checked.whenTrue = present
    checked.whenFalse = present
    if let path = subject.path {
      let values = members.compactMap { $0.constant.flatMap(PlainValue.init) }
      if values.count == members.count, values.count <= Facts.valuesMax {
        checked.whenTrue.know(path, values: Set(values))
        let ordinals = members.compactMap { $0.constant?.ordinal }
        if ordinals.count == members.count, let least = ordinals.min(), let most = ordinals.max() {
          checked.whenTrue.know(path, range: .closed(least, most))
        }
      }
    }
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    checked.truths = truths(values(members: members, of: subject), of: subject, test: checked)
    return checked
  }

  /// Reports a literal member that the subject's field can never hold.
  func checkMemberDomain(_ member: Checked, subject: Checked) {
    guard member.isLiteral, let constant = member.constant, let type = subject.type,
      let domain = domain(of: subject), !contains(domain, constant)
    else { return }
    reportOutside(member, domain, type)
  }

  private func checkList(
    _ index: Int, name: Name, subject: Checked, span: SourceSpan
  ) -> Checked {
    used.insert(.symbol(.list(index)))
    guard fits(subject, list: index, at: name.span) else { return failed(span) }
    var checked = Checked(
      id: add(.inList(subject.id, list: index), .boolean, span), type: .boolean, span: span)
    checked.causes = subject.causes
    checked.isAlwaysPresent = subject.isAlwaysPresent
    checked.whenTrue = subject.implies
    checked.whenFalse = checked.whenTrue
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    return checked
  }

  /// Whether a list's members can be compared with the subject; reports where they cannot.
  func fits(_ subject: Checked, list index: Int, at span: SourceSpan) -> Bool {
    guard let type = subject.type else { return false }
    let listType = lists[index].type
    switch (type, listType) {
    case (.integer, .number), (.number, .integer): return true
    default:
      if type == listType { return true }
      report(.comparedTypes(describe(type), describe(.list(of: listType)), at: span))
      return false
    }
  }

  private func checkListValue(
    _ node: SyntaxNode, subject: Checked, in scope: Scope, span: SourceSpan
  ) -> Checked {
    let list = check(node, in: scope)
    guard !list.isError else { return failed(span) }
    guard case .list(let element)? = list.type else {
      if let range = rangeMeant(node, list, subject: subject) {
        report(.rangeNeeded(range, at: node.span))
        return failed(span)
      }
      // `x in "a"`, `x in ("a")`: a list of one.
      let inner = node.kind == .parenthesised ? operand(node, 0) : node
      let one = list.isLiteral && list.type == subject.type ? "[\(inner.text)]" : nil
      report(.listNeeded(describeType(of: list), at: node.span, list: one))
      return failed(span)
    }
    guard let type = subject.type,
      type == element || (type == .integer && element == .number)
        || (type == .number && element == .integer)
    else {
      report(
        .comparedTypes(describeType(of: subject), describe(.list(of: element)), at: span))
      return failed(span)
    }
    var checked = Checked(
      id: add(.inValue(subject.id, list.id), .boolean, span), type: .boolean, span: span)
    checked.causes = merge(subject.causes, list.causes)
    checked.isAlwaysPresent = subject.isAlwaysPresent && list.isAlwaysPresent
    checked.whenTrue = subject.implies.and(list.implies)
    checked.whenFalse = checked.whenTrue
    checked.whenNotTrue = checked.isAlwaysPresent ? checked.whenFalse : .none
    return checked
  }

  /// `1-5` as `1..5`, and for a date the year `2024` as its days.
  private func rangeMeant(_ node: SyntaxNode, _ found: Checked, subject: Checked) -> String? {
    if node.kind == .sum, node.operatorToken?.kind == .minus, subject.type == found.type {
      return "\(operand(node, 0).text)..\(operand(node, 1).text)"
    }
    guard subject.type == .date, found.isLiteral, case .number(let year)? = found.constant,
      let number = year.integer, (1000...9999).contains(number)
    else { return nil }
    return "\(number)-01-01..\(number)-12-31"
  }

  // MARK: Domains of fields

  /// A literal on either side that the field can never hold: an error with `=`, a warning otherwise.
  func checkDomain(_ comparison: ComparisonOperator, _ left: Checked, _ right: Checked) {
    if right.isLiteral { checkDomain(comparison, of: left, literal: right) }
    if left.isLiteral { checkDomain(comparison, of: right, literal: left) }
  }

  private func checkDomain(_ comparison: ComparisonOperator, of value: Checked, literal: Checked) {
    guard let constant = literal.constant, let domain = domain(of: value), let type = value.type,
      !contains(domain, constant)
    else { return }
    switch comparison {
    case .equal:
      reportOutside(literal, domain, type)
    case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      outsideDomains.append(literal.span)
      report(
        .comparisonOutsideDomain(
          sources.text(of: literal.span), domain: describe(domain, type: type), at: literal.span))
    }
  }

  func reportOutside(_ literal: Checked, _ domain: Domain, _ type: ValueType) {
    var near: String?
    if case .members(let members) = domain, case .text(let text)? = literal.constant {
      let known = members.values.compactMap { value -> String? in
        if case .text(let text) = value { text.string } else { nil }
      }
      near = self.near(text.string, among: known)
    }
    outsideDomains.append(literal.span)
    report(
      .outsideDomain(
        sources.text(of: literal.span), at: literal.span, domain: describe(domain, type: type),
        near: near.map { "\"\($0)\"" }))
  }

  /// The domain that a field was declared with; nil for anything else.
  func domain(of checked: Checked) -> Domain? {
    guard case .field(let index)? = checked.path ?? nil, index >= 0 else {
      return elementDomain(of: checked)
    }
    guard case .stored(let stored) = records[0].fields[index].content else { return nil }
    return stored.domain
  }

  private func elementDomain(of checked: Checked) -> Domain? {
    switch expressions[Int(checked.id.index)].kind {
    case .elementField(let record, let field), .member(_, let record, let field):
      guard case .stored(let stored) = records[record].fields[field].content else { return nil }
      return stored.domain
    case .previousField(let field):
      guard case .stored(let stored) = records[0].fields[field].content else { return nil }
      return stored.domain
    default: return nil
    }
  }
}
