extension Explanations {
  static let t106 = Wording(
    #"""
    # T106: a cycle

    These decisions or `let`s need one another, so none can come first. The finding
    shows the whole circle. Break it where one of them can look at the data itself, or
    at the last period: `previous.risk` is no cycle.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0
    }

    limit credit_limit: money CNY {
      start if risk = high then 0 CNY else 10% * annual_revenue
    }

    tier risk: low < high {
      rule small when credit_limit < 1万 CNY then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0
    }

    limit credit_limit: money CNY {
      start if risk = high then 0 CNY else 10% * annual_revenue
    }

    tier risk: low < high {
      rule small when annual_revenue < 10万 CNY then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T106: 循环引用

      这些决策或 `定义` 互相需要对方，谁也没法先算。提示会把整个环列出来。请在其中一处改为
      直接看数据，或者看上一期：`上期.风险` 不算循环。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0
      }

      额度 信用额度: 金额 CNY {
        起始 如果 风险 = 高 则 0 CNY 否则 10% * 年营收
      }

      分级 风险: 低 < 高 {
        规则 规模小 当 信用额度 < 1万 CNY 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0
      }

      额度 信用额度: 金额 CNY {
        起始 如果 风险 = 高 则 0 CNY 否则 10% * 年营收
      }

      分级 风险: 低 < 高 {
        规则 规模小 当 年营收 < 10万 CNY 则 高
        其余 低
      }
      ```
      """#)
}
