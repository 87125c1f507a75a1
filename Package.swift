// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The settings that every target builds with.
///
/// In a release generic types are made by calls of what the compiler knows. By their names, as is done
/// to save space, Swift's runtime would search all conformances of the program for each: a fifth of the
/// time of a short run.
let settings: [SwiftSetting] = [
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
    .when(configuration: .release)),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target of `Sources/`; `imports` is the whole list of what it may import.
func layer(_ name: String, imports: [String]) -> Target {
  .target(
    name: name, dependencies: imports.map { .init(stringLiteral: $0) }, swiftSettings: settings)
}

/// A test target of `Tests/`.
func tests(_ name: String, of imports: [String]) -> Target {
  .testTarget(
    name: name, dependencies: imports.map { .init(stringLiteral: $0) }, swiftSettings: settings)
}

/// How a release build on Linux is linked.
///
/// A process that has nothing to load starts in a third less time: all that it needs stands within
/// it where the C library can be linked in (Debian and Ubuntu install it with the compiler), else
/// Swift's libraries do. LLVM's linker keeps silent on `dlopen`, which Swift's runtime names and
/// never calls here.
let linking =
  ["x86_64", "aarch64"].contains {
    FileManager.default.fileExists(atPath: "/usr/lib/\($0)-linux-gnu/libc.a")
  } ? ["-static-executable", "-use-ld=lld"] : ["-static-stdlib"]

let package = Package(
  name: "tierline",
  products: [
    .library(name: "Tierline", targets: ["Tierline"]),
    .executable(name: "tierline", targets: ["tierline"]),
    .executable(name: "tierline-benchmark", targets: ["TierlineBenchmark"]),
  ],
  targets: [
    layer("TierlineSource", imports: []),
    layer("TierlineSyntax", imports: ["TierlineSource"]),
    .target(name: "TierlineBytes"),
    layer("TierlineRuntime", imports: ["TierlineSource", "TierlineBytes"]),
    layer(
      "TierlineChecker", imports: ["TierlineSource", "TierlineSyntax", "TierlineRuntime"]),
    layer("TierlineFormatter", imports: ["TierlineSource", "TierlineSyntax"]),
    layer(
      "Tierline",
      imports: ["TierlineSource", "TierlineSyntax", "TierlineRuntime", "TierlineChecker"]),
    layer(
      "TierlineTesting",
      imports: [
        "TierlineSource", "TierlineSyntax", "TierlineRuntime", "TierlineChecker", "Tierline",
      ]),
    .target(name: "TierlineThreads"),
    layer(
      "TierlineCLI",
      imports: [
        "TierlineSource", "TierlineSyntax", "TierlineRuntime", "TierlineChecker", "Tierline",
        "TierlineTesting", "TierlineThreads",
      ]),
    .executableTarget(
      name: "tierline", dependencies: ["TierlineCLI"], swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(linking, .when(platforms: [.linux], configuration: .release))
      ]),
    // Times whole commands, and so imports nothing.
    .executableTarget(name: "TierlineBenchmark", swiftSettings: settings),
    tests("TierlineCLITests", of: ["Support", "TierlineCLI"]),
    tests("TierlineTests", of: ["Tierline"]),
    tests("TidyTests", of: ["TierlineSource"]),
    tests(
      "TierlineRuntimeTests",
      of: ["Support", "TierlineBytes", "TierlineRuntime", "TierlineSource"]),
    .target(
      name: "Support",
      dependencies: [
        "TierlineSource", "TierlineSyntax", "TierlineRuntime", "TierlineChecker", "TierlineCLI",
      ],
      path: "Tests/Support",
      swiftSettings: settings),
    tests(
      "GoldenTests",
      of: [
        "Support", "TierlineSource", "TierlineSyntax", "TierlineRuntime", "TierlineChecker",
        "TierlineCLI",
      ]),
    tests(
      "PropertyTests",
      of: ["Support", "TierlineSource", "TierlineChecker", "TierlineRuntime", "TierlineCLI"]),
    tests("ExampleTests", of: ["Support", "TierlineSource", "TierlineSyntax", "TierlineCLI"]),
    tests(
      "TierlineTestingTests",
      of: ["Support", "TierlineSource", "TierlineRuntime", "TierlineChecker", "TierlineTesting"]),
    tests("TierlineSyntaxTests", of: ["Support", "TierlineSource", "TierlineSyntax"]),
  ]
)
