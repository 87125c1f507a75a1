extension Explanations {
  static let t108 = Wording(
    #"""
    # T108: no element is in sight

    `.field` and `it` mean the element that an aggregate is just looking at. Outside
    `any(…)`, `count(…)`, `sum(…)` and their kin there's no such element. Say what
    should hold of the list as a whole.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      invoices: list of { amount: money CNY } default []
    }

    tier risk: low < high {
      rule large when .amount > 10万 CNY then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      invoices: list of { amount: money CNY } default []
    }

    tier risk: low < high {
      rule large when any(invoices where .amount > 10万 CNY) then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T108: 这里没有列表元素

      `.字段` 和 `本项` 指的是汇总时正在看的那个元素。在 `任一(…)`、`计数(…)`、`合计(…)`
      之类的外面，没有这样的元素。请说明对整个列表要求什么。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        发票: 列表 { 金额: 金额 CNY } 默认 []
      }

      分级 风险: 低 < 高 {
        规则 大额 当 .金额 > 10万 CNY 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        发票: 列表 { 金额: 金额 CNY } 默认 []
      }

      分级 风险: 低 < 高 {
        规则 大额 当 任一(发票 其中 .金额 > 10万 CNY) 则 高
        其余 低
      }
      ```
      """#)
}
