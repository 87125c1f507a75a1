import TierlineCLI

/// The program `tierline`; everything it does stands in `TierlineCLI`.
@main
struct Tierline {
  static func main() { runProcess() }
}
