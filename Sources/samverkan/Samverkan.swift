@main enum Samverkan { static func main() {} }
