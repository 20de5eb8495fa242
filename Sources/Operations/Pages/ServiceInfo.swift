// What the service says about itself: its name and version, and where to go from here.

import HTTP
import JSON
import Pipeline
import Vocabulary

/// The routes that tell what this is.
enum ServiceInfo {
  /// The table.
  static func routes(_ settings: SurfaceSettings) -> [Route] {
    [
      Route(
        "/", "root.read", "Where to go from here.", linksShape, always: links),
      Route(
        "/api/v1/", "api.read", "Where to go from here.", linksShape, always: links),
      Route(
        "/api/v1/api-info", "api.info", "Name, version and status (DIGG VER.06).", infoShape,
        always: info(settings)),
      Route(
        "/version", "version.read", "The version that runs.", versionShape,
        always: version(settings)),
    ]
  }

  private static let linksShape: Shape = .object(
    "Links",
    [
      .init("api", .text), .init("apiInfo", .text), .init("codes", .text), .init("docs", .text),
      .init("me", .text), .init("openapi", .text),
    ])

  private static let links = Reply.fixed(cacheSeconds: 3_600) { writer in
    writer.object { writer in
      writer.member("api", "/api/v1/")
      writer.member("apiInfo", "/api/v1/api-info")
      writer.member("codes", "/api/v1/codes")
      writer.member("docs", "/docs")
      writer.member("me", "/api/v1/me")
      writer.member("openapi", "/openapi.json")
    }
  }

  private static let infoShape: Shape = .object(
    "ApiInfo",
    [
      .init("apiName", .text), .init("apiVersion", .text), .init("apiReleased", .day),
      .init("apiDocumentation", .text), .init("apiStatus", .code(["active"])),
    ])

  private static func info(_ settings: SurfaceSettings) -> Reply {
    .fixed(cacheSeconds: 300) { writer in
      writer.object { writer in
        writer.member("apiName", settings.name)
        writer.member("apiVersion", settings.version)
        writer.member("apiReleased", settings.released.text)
        writer.member("apiDocumentation", settings.documentation)
        writer.member("apiStatus", "active")
      }
    }
  }

  private static let versionShape: Shape = .object(
    "Version",
    [.init("name", .text), .init("version", .text), .init("released", .day)])

  private static func version(_ settings: SurfaceSettings) -> Reply {
    .fixed(cacheSeconds: 300) { writer in
      writer.object { writer in
        writer.member("name", settings.name)
        writer.member("version", settings.version)
        writer.member("released", settings.released.text)
      }
    }
  }
}
