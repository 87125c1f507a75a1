extension Explanations {
  static let t404 = Wording(
    #"""
    # T404: declared and never used

    Nothing uses this `let`, parameter, list, `levels` or record, so changing it changes
    no decision, though a reader would think otherwise. Use it where it was meant, or
    remove it.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    parameter late_after = 30

    tier risk: low < high {
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

    parameter late_after = 30

    tier risk: low < high {
      rule late when overdue_days > late_after then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T404: 声明了却没有用到

      没有任何地方用到这个定义、参数、名单、等级或记录，改了它也不会影响任何决策，读的人却
      会以为有影响。请用到该用的地方，或者删掉。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      参数 逾期界限 = 30

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
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

      参数 逾期界限 = 30

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 逾期界限 则 高
        其余 低
      }
      ```
      """#)
}
