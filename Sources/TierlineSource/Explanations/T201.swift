extension Explanations {
  static let t201 = Wording(
    #"""
    # T201: these two can't be calculated with each other

    Arithmetic needs values that fit: numbers with numbers, money with money of its
    currency, money times a number, dates with durations. Text and booleans can't be
    added or multiplied. The message names both types.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      registered_on: date
    }

    tier risk: low < high {
      rule young when registered_on + 365 > as_of then high
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
      rule young when registered_on + 365 days > as_of then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T201: 这两个值不能一起运算

      参加运算的值要配得上：数值和数值，同一币种的金额和金额，金额乘以数值，日期加减时长。
      文本和布尔不能相加、相乘。提示会写明两边各是什么类型。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        注册日期: 日期
      }

      分级 风险: 低 < 高 {
        规则 新客户 当 注册日期 + 365 > 基准日 则 高
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
        规则 新客户 当 注册日期 + 365 天 > 基准日 则 高
        其余 低
      }
      ```
      """#)
}
