namespace FakeIntercom;

/// <summary>
/// Decides which request gets which fault: first the scripted faults of its route, in order, then the random ones. Thread-safe.
/// With one seed the draws come in one order; which request gets which draw depends on the order of their arrival.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly Random random;
    private readonly FaultRate[] rates;
    private readonly List<(string Route, Fault? Fault)> script = [];

    /// <summary>Makes a plan with random faults.</summary>
    /// <exception cref="ArgumentException">A probability or a sum of probabilities is not within 0 to 1, or a route is unknown.</exception>
    public FaultPlan(int seed, params IReadOnlyList<FaultRate> rates)
    {
        foreach (FaultRate rate in rates)
        {
            CheckRoute(rate.Route, nameof(rates));
            if (rate.Probability is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"The probability of {rate.Fault.Kind} is {rate.Probability}; it must be from 0 to 1.");
            }
        }

        foreach (string route in Routes.All)
        {
            if (rates.Where(rate => Covers(rate.Route, route)).Sum(rate => rate.Probability) > 1 + 1e-9)
            {
                throw new ArgumentException($"The fault probabilities of {route} add up to more than 1.");
            }
        }

        random = new Random(seed);
        this.rates = [.. rates];
    }

    /// <summary>Makes a plan without random faults; <see cref="Enqueue(string, FaultKind, int)"/> adds scripted ones.</summary>
    public FaultPlan()
        : this(seed: 0)
    {
    }

    /// <summary>Gives the fault to the next <paramref name="times"/> requests of the route that no earlier scripted fault takes.</summary>
    /// <param name="route">One of <see cref="Routes"/>, or <see cref="Routes.Any"/>.</param>
    /// <param name="fault">The fault, or <see langword="null"/> to let the request through untouched.</param>
    /// <param name="times">The number of requests.</param>
    /// <exception cref="ArgumentException">The route is unknown.</exception>
    public FaultPlan Enqueue(string route, Fault? fault, int times = 1)
    {
        CheckRoute(route, nameof(route));
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        lock (gate)
        {
            script.AddRange(Enumerable.Repeat((route, fault), times));
        }

        return this;
    }

    /// <inheritdoc cref="Enqueue(string, Fault?, int)"/>
    public FaultPlan Enqueue(string route, FaultKind kind, int times = 1) => Enqueue(route, new Fault(kind), times);

    internal Fault? Next(string route)
    {
        lock (gate)
        {
            int scripted = script.FindIndex(entry => Covers(entry.Route, route));
            if (scripted >= 0)
            {
                Fault? fault = script[scripted].Fault;
                script.RemoveAt(scripted);
                return fault;
            }

            if (rates.Length == 0)
            {
                return null;
            }

            double draw = random.NextDouble();
            foreach (FaultRate rate in rates)
            {
                if (!Covers(rate.Route, route))
                {
                    continue;
                }

                draw -= rate.Probability;
                if (draw < 0)
                {
                    return rate.Fault;
                }
            }

            return null;
        }
    }

    private static bool Covers(string pattern, string route) => pattern == Routes.Any || pattern == route;

    private static void CheckRoute(string route, string parameter)
    {
        if (route != Routes.Any && !Routes.All.Contains(route))
        {
            throw new ArgumentException($"'{route}' is no route of the fake. Routes: {Routes.Any}, {string.Join(", ", Routes.All)}.", parameter);
        }
    }
}
