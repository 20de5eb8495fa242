// All routes of this room.

package import Pipeline

/// Counts over HTTP.
package enum CountsRoutes {
  /// The routes of rounds, returns, rows and results.
  ///
  /// - Parameter secret: a secret of the server; the keys of rounds lie wrapped with it.
  package static func all(secret: [UInt8]) -> [Route] {
    let wrap = CountKeyWrap(secret: secret)
    return CountRoundRoutes.all + CountStepRoutes(wrap: wrap).all + CountReturnRoutes.all
      + CountRowRoutes(wrap: wrap).all + CountResultRoutes.all
  }
}
