extension Explanations {
  static let r101 = Wording(
    #"""
    # R101: a required field is absent

    The record lacks a field that the ruleset needs, or has `null` there, so it's
    refused rather than decided on half of what must be known. Deliver the field; or,
    where customers without it are normal, declare it `optional` or give it a default,
    and the rules will have to say what follows.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0
    }

    limit credit_limit: money CNY {
      start 10% * annual_revenue
    }
    ```

    ```json
    { "id": "C1" }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      annual_revenue: money CNY in >= 0
    }

    limit credit_limit: money CNY {
      start 10% * annual_revenue
    }
    ```

    ```json
    { "id": "C1", "annual_revenue": 5000000 }
    ```
    """#,
    zh: #"""
      # R101: 缺少必需的字段

      记录里没有规则集必需的字段，或者它的值是 `null`，所以拒收，而不是凭一半的资料作决
      策。请补上数据；如果没有这个字段的客户本来就常见，就把它声明为 `可选` 或给默认值，规
      则也就必须说明缺失时怎么办。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0
      }

      额度 信用额度: 金额 CNY {
        起始 10% * 年营收
      }
      ```

      ```json
      { "编号": "C1" }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        年营收: 金额 CNY 属于 >= 0
      }

      额度 信用额度: 金额 CNY {
        起始 10% * 年营收
      }
      ```

      ```json
      { "编号": "C1", "年营收": 5000000 }
      ```
      """#)
}
