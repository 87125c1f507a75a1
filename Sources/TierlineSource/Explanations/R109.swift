extension Explanations {
  static let r109 = Wording(
    #"""
    # R109: a result beyond what can be held

    A decision needs a value of more than 38 digits, or a date outside the years 1 to
    9999. Tierline never wraps, rounds away or invents a value, so the record is
    refused, naming the expression. Check the data first; a narrower domain on the field
    refuses such a value where it comes in.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      sales: number in 0..1_000_000_000
      growth: number in 0..9
    }

    result sales_in_30_years = sales * power(1 + growth, 30)
    ```

    ```json
    { "id": "C1", "sales": 5000000, "growth": 9 }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      sales: number in 0..1_000_000_000
      growth: number in 0..1
    }

    result sales_in_30_years = sales * power(1 + growth, 30)
    ```

    ```json
    { "id": "C1", "sales": 5000000, "growth": 0.09 }
    ```
    """#,
    zh: #"""
      # R109: 结果超出能表示的范围

      决策需要的值超过 38 位，或者日期不在公元 1 年到 9999 年之间。Tierline 绝不截断、绝不
      凑数，所以拒收这条记录，并指出是哪个式子。请先查数据；把字段的取值范围定窄一些，这样
      的值在入口就会被拒收。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        销售额: 数值 属于 0..10亿
        增长率: 数值 属于 0..9
      }

      结果 三十年后销售额 = 销售额 * 乘方(1 + 增长率, 30)
      ```

      ```json
      { "编号": "C1", "销售额": 5000000, "增长率": 9 }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        销售额: 数值 属于 0..10亿
        增长率: 数值 属于 0..1
      }

      结果 三十年后销售额 = 销售额 * 乘方(1 + 增长率, 30)
      ```

      ```json
      { "编号": "C1", "销售额": 5000000, "增长率": 0.09 }
      ```
      """#)
}
