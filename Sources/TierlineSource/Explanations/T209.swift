extension Explanations {
  static let t209 = Wording(
    #"""
    # T209: a constant is needed here

    The number of places to round to must be written out, from 0 to 18: were it taken
    from the record, nobody could tell from the policy how exact its figures are. Write
    the number itself.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
      digits: integer in 0..6
    }

    result shown_rate = round(overdue_rate, digits)
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1
    }

    result shown_rate = round(overdue_rate, 4)
    ```
    """#,
    zh: #"""
      # T209: 此处需要写明常数

      舍入到几位小数必须写成 0 到 18 之间的具体数字：如果取自记录，从制度上就看不出数字有
      多精确。请直接写数字。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
        位数: 整数 属于 0..6
      }

      结果 显示逾期率 = 四舍五入(逾期率, 位数)
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1
      }

      结果 显示逾期率 = 四舍五入(逾期率, 4)
      ```
      """#)
}
