// The permission matrix of the code against the design's, cell by cell and in both directions.

import Access
import TestSupport
import Testing
import Vocabulary

struct MatrixTests {
  private static let columns = DesignMatrix.text.split(separator: "\n")[0]
    .split(separator: "|")[1].split(separator: " ").map(String.init)

  @Test(arguments: Permission.allCases)
  func `every cell of a permission is the design's`(_ permission: Permission) throws {
    let row = try #require(
      DesignMatrix.cells[permission.rawValue], "the design has no row \(permission.rawValue)")
    for role in Role.allCases {
      let cell = PermissionMatrix.standard.letter(permission, role)?.rawValue ?? "-"
      #expect(cell == row[role.column], "\(permission.rawValue) of \(role.rawValue)")
    }
  }

  @Test func `every act that the design names is a permission of the code`() {
    let codes = Set(Permission.allCases.map(\.rawValue))
    for row in DesignMatrix.rows {
      for code in DesignMatrix.codes(of: row.name) {
        #expect(codes.contains(code), "\(row.name) gives \(code)")
      }
    }
  }

  @Test func `the code has no permission but the design's and the named additions`() {
    let designed = Set(DesignMatrix.rows.flatMap { DesignMatrix.codes(of: $0.name) })
    let extra = Permission.allCases.filter { !designed.contains($0.rawValue) }
    #expect(Set(extra) == Set(DesignMatrix.additions.keys))
    #expect(DesignMatrix.cells.count == Permission.allCases.count)
    #expect(DesignMatrix.rows.count == 84)
  }

  @Test(arguments: Permission.allCases)
  func `somebody holds every permission, and the lists agree with the cells`(
    _ permission: Permission
  ) {
    let roles = PermissionMatrix.standard.roles(with: permission)
    #expect(!roles.isEmpty)
    let named = Role.allCases.filter { DesignMatrix.letter(permission, $0) != "-" }
    #expect(roles == named)
    for role in Role.allCases {
      let holds = PermissionMatrix.standard.permissions(of: role).contains(permission)
      #expect(holds == named.contains(role))
    }
  }

  @Test func `the table of the code is a whole rectangle that names every permission once`() {
    let lines = PermissionTable.text.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(Array(lines[0].dropFirst().prefix(16)) == Role.allCases.map(\.column))
    for line in lines.dropFirst() {
      #expect(line.count >= 17, "\(line[0])")
      for cell in line.dropFirst().prefix(16) {
        #expect(cell.count == 1 && "XMUTORPAek2-".contains(cell), "\(line[0]): \(cell)")
      }
    }
    let codes = lines.dropFirst().map { $0[0] }
    #expect(Set(codes) == Set(Permission.allCases.map(\.rawValue)))
    #expect(codes.count == Permission.allCases.count)
  }

  @Test func `the roles and their columns are the design's`() {
    #expect(Role.allCases.map(\.column) == Self.columns)
    #expect(
      Role.allCases.map(\.rawValue) == [
        "system-admin", "municipality-admin", "auditor", "team-lead", "intake", "caseworker",
        "outreach", "guide", "statistician", "directory-editor", "training-coordinator",
        "partner-admin", "partner-handler", "partner-sender", "police-liaison", "service",
      ])
    #expect(
      Role.allCases.filter(\.isPartners) == [.partnerAdmin, .partnerHandler, .partnerSender])
  }

  // access.md 1: these two see no person data, and no role has everything.
  @Test(arguments: [Role.systemAdmin, .municipalityAdmin])
  func `an administrator reads nothing about a person`(_ role: Role) {
    let permissions = PermissionMatrix.standard.permissions(of: role)
    let personal = ["person.", "encounter.", "case.", "referral.", "concern.read", "search_order."]
    for permission in permissions {
      #expect(!personal.contains { permission.rawValue.hasPrefix($0) }, "\(permission.rawValue)")
    }
  }

  @Test(arguments: Role.allCases)
  func `no role has everything`(_ role: Role) {
    let count = PermissionMatrix.standard.permissions(of: role).count
    #expect(count > 0 && count < Permission.allCases.count)
    #expect(!role.label.sv.isEmpty && !role.label.en.isEmpty)
  }

  @Test func `a row that the table lacks gives nobody anything`() {
    let matrix = PermissionMatrix("permission SA MA\nperson.search X -\nnot.known X X")
    #expect(matrix.letter(.personSearch, .systemAdmin) == .server)
    #expect(matrix.letter(.personSearch, .municipalityAdmin) == nil)
    #expect(matrix.letter(.personSearch, .intake) == nil)
    #expect(matrix.roles(with: .caseRead).isEmpty)
  }
}
