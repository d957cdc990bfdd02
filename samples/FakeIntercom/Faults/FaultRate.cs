namespace FakeIntercom;

/// <summary>A fault that hits a share of the requests of a route.</summary>
/// <param name="Route">One of <see cref="Routes"/>, or <see cref="Routes.Any"/>.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record FaultRate(string Route, Fault Fault, double Probability);
