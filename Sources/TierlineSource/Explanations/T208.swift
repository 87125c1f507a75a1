extension Explanations {
  static let t208 = Wording(
    #"""
    # T208: too many or too few arguments

    The function takes another number of arguments. The message says how many and shows
    its form, such as `round(x, n)` or `days between(a, b)`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
    }

    tier risk: low < high {
      rule late when round(overdue_rate) > 0 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
    }

    tier risk: low < high {
      rule late when round(overdue_rate, 2) > 0 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T208: 参数的个数不对

      这个函数需要的参数个数不同。提示会说明要几个，并给出写法，例如 `四舍五入(x, n)`、
      `相隔天数(a, b)`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 四舍五入(逾期率) > 0 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 四舍五入(逾期率, 2) > 0 则 高
        其余 低
      }
      ```
      """#)
}
