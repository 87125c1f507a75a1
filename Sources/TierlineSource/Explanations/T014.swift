extension Explanations {
  static let t014 = Wording(
    #"""
    # T014: a clause given twice

    Each clause may stand once. With two reasons, or two owners, nobody could say which
    one counts. Keep one, or join them into one text.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "late" because "two months"
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

    tier risk: low < high {
      rule late when overdue_days > 60 then high because "two months late"
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T014: 同一子句写了两次

      每种子句只能写一次。如果有两个理由、两个责任人，谁也说不清以哪个为准。请留下一个，或
      者合并成一段文本。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期" 理由 "两个月"
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

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高 理由 "逾期两个月"
        其余 低
      }
      ```
      """#)
}
