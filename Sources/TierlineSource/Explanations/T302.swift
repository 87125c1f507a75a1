extension Explanations {
  static let t302 = Wording(
    #"""
    # T302: a needed value can be missing

    A start, an outcome, an amount or a result is something that the decision hands out,
    so it must always be there. This one comes from an optional field, from a quotient
    whose divisor can be zero, from an average of an empty list or from `previous`.

    Give it a default, guard it in the rule's condition, or, where absence is a fair
    answer, declare the result `optional`. In a limit, `if unknown then AMOUNT` covers
    amounts too.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0 optional
    }

    limit credit_limit: money CNY {
      start 15% * annual_revenue
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0 optional
    }

    limit credit_limit: money CNY {
      start 15% * annual_revenue
      if unknown then 0 CNY
    }
    ```
    """#,
    zh: #"""
      # T302: 必需的值可能缺失

      起始值、结论、金额、结果都是决策要交出去的东西，必须始终有值。而这里的值来自可选字
      段、除数可能为零的除法、空列表的平均值，或者 `上期`，因此可能没有。

      可以给默认值，可以在规则的条件里先判断是否存在；如果“没有”本身就是合理的答案，可以把
      结果声明为 `可选`。额度里的 `若未知 则 金额` 对金额缺失同样有效。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0 可选
      }

      额度 信用额度: 金额 CNY {
        起始 15% * 年营收
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0 可选
      }

      额度 信用额度: 金额 CNY {
        起始 15% * 年营收
        若未知 则 0 CNY
      }
      ```
      """#)
}
