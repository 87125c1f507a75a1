extension Explanations {
  static let t410 = Wording(
    #"""
    # T410: a rule that is never reached

    The first rule, band or row that matches decides, and those before this one take every
    record that it would match. The note shows which, where one alone does. Usually the wider
    condition stands first: put the narrower one before it. Behind a limit's `and stop` it is
    the same. An `otherwise` of bands or rows that leave nothing over is never reached either:
    remove it, and the checker tells when a value is left out one day.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule delayed when overdue_days > 30 then medium
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < medium < high {
      rule late when overdue_days > 60 then high
      rule delayed when overdue_days > 30 then medium
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T410: 永远轮不到的规则

      先命中的规则（段、行）说了算，而这一条要处理的客户都已被前面的内容拿走；若前面某一条就足以
      全部拿走，附注会指出它。多半是较宽的条件写在了前面：请把较窄的放到前面。额度里「并停止」之后
      也是同样道理。如果各段、各行已经覆盖了所有情况，「其余」也永远轮不到：删掉即可，将来一旦有遗
      漏，检查会指出来。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 轻微逾期 当 逾期天数 > 30 则 中
        规则 严重逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 中 < 高 {
        规则 严重逾期 当 逾期天数 > 60 则 高
        规则 轻微逾期 当 逾期天数 > 30 则 中
        其余 低
      }
      ```
      """#)
}
