extension Explanations {
  static let t006 = Wording(
    #"""
    # T006: no such date

    Digits shaped year-month-day are always a date, and this one isn't in the calendar.
    Correct the day or the month. If a subtraction is meant, put spaces around the minus
    signs.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      registered_on: date
    }

    tier risk: low < high {
      rule young when registered_on > 2025-02-29 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      registered_on: date
    }

    tier risk: low < high {
      rule young when registered_on > 2025-02-28 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T006: 没有这一天

      写成“年-月-日”样子的数字一律当作日期，而日历上没有这一天。请改正日或月。如果本意是相
      减，请在减号两边加空格。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        注册日期: 日期
      }

      分级 风险: 低 < 高 {
        规则 新客户 当 注册日期 > 2025-02-29 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        注册日期: 日期
      }

      分级 风险: 低 < 高 {
        规则 新客户 当 注册日期 > 2025-02-28 则 高
        其余 低
      }
      ```
      """#)
}
