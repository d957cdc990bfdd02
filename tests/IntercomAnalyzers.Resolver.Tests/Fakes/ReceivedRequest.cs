using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver.Tests;

internal sealed record ReceivedRequest(string Route, JsonObject? Body, string? Authorization, string? Version, HttpRequestMessage Message);
