extension Explanations {
  static let r106 = Wording(
    #"""
    # R106: a record that contradicts itself

    A `require` of the ruleset isn't met: the fields are possible each by itself, but
    not together. Its `because` says what is wrong. A decision on such data would be
    worth nothing, so the record is refused. Correct the data.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      limit: money CNY in >= 0
      used: money CNY in >= 0
      require used <= limit because "more used than was granted"
    }

    tier risk: low < high {
      rule strained when used > 90% * limit then high
      otherwise low
    }
    ```

    ```json
    { "id": "C1", "limit": 100000, "used": 180000 }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      limit: money CNY in >= 0
      used: money CNY in >= 0
      require used <= limit because "more used than was granted"
    }

    tier risk: low < high {
      rule strained when used > 90% * limit then high
      otherwise low
    }
    ```

    ```json
    { "id": "C1", "limit": 100000, "used": 80000 }
    ```
    """#,
    zh: #"""
      # R106: 记录自相矛盾

      规则集里的一条 `要求` 没有满足：各个字段单看都可能，合在一起却不可能。错在哪里，它的
      `理由` 已经写明。凭这样的数据作决策没有意义，所以拒收。请改正数据。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        授信额: 金额 CNY 属于 >= 0
        已用额: 金额 CNY 属于 >= 0
        要求 已用额 <= 授信额 理由 "已用额度超过授信额度"
      }

      分级 风险: 低 < 高 {
        规则 额度吃紧 当 已用额 > 90% * 授信额 则 高
        其余 低
      }
      ```

      ```json
      { "编号": "C1", "授信额": 100000, "已用额": 180000 }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        授信额: 金额 CNY 属于 >= 0
        已用额: 金额 CNY 属于 >= 0
        要求 已用额 <= 授信额 理由 "已用额度超过授信额度"
      }

      分级 风险: 低 < 高 {
        规则 额度吃紧 当 已用额 > 90% * 授信额 则 高
        其余 低
      }
      ```

      ```json
      { "编号": "C1", "授信额": 100000, "已用额": 80000 }
      ```
      """#)
}
