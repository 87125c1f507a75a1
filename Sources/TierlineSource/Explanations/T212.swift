extension Explanations {
  static let t212 = Wording(
    #"""
    # T212: days and months don't mix

    A month has 28 to 31 days, so days and months can't be added or compared until a
    date is known. Add them to the date one after the other, or stay with one kind. A
    year is 12 months.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      registered_on: date
    }

    tier risk: low < high {
      rule young when registered_on + (3 months + 15 days) > as_of then high
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
      rule young when registered_on + 3 months + 15 days > as_of then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T212: 天和月不能混在一起

      一个月有 28 到 31 天，不知道从哪一天算起，天和月就不能相加，也不能比较。请依次加到日
      期上，或者只用其中一种。一年等于 12 个月。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        注册日期: 日期
      }

      分级 风险: 低 < 高 {
        规则 新客户 当 注册日期 + (3 个月 + 15 天) > 基准日 则 高
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
        规则 新客户 当 注册日期 + 3 个月 + 15 天 > 基准日 则 高
        其余 低
      }
      ```
      """#)
}
