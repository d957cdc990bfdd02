namespace SignupStorm;

/// <summary>What is sent: the same for every variant of one run.</summary>
internal sealed record Traffic(int Persons, int SignUps, int Concurrency, int Retries, double FaultRate, TimeSpan SearchLag, int Seed)
{
    /// <summary>The sign-ups in their order: every third person fills in the trial form first, and every form is sent several times.</summary>
    public IReadOnlyList<Person> Generate()
    {
        var forms = new List<Person>();
        for (var i = 0; i < Persons; i++)
        {
            var email = $"person{i}@example.com";
            for (var n = 0; n < SignUps; n++) forms.Add(new Person(i % 3 == 0 && n == 0 ? null : $"account-{i}", email));
        }

        // Neighbours stay near each other, so that one person's forms are under way together.
        var random = new Random(Seed);
        return [.. forms.Select((form, index) => (form, order: index + (random.NextDouble() * SignUps * 2))).OrderBy(f => f.order).Select(f => f.form)];
    }
}
