namespace Signup;

/// <summary>Plays the traffic of a number of persons: a trial, a sign-up form that is sent twice, a checkout, a visit of the profile page.</summary>
public sealed class Replay(SignUpContacts signUps, CheckoutContacts checkouts, ProfileContacts profiles, TrialContacts trials, ILogger<Replay> logger)
{
    /// <summary>The number of steps that failed.</summary>
    public async Task<int> RunAsync(int persons, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var i = 0; i < persons; i++)
        {
            var person = new Person($"account-{i}", $"person{i}@example.com", $"Person {i}");
            if (i % 2 == 0) await StepAsync(() => trials.StartAsync(person.Email, cancellationToken));
            await Task.WhenAll(StepAsync(() => signUps.RegisterAsync(person, cancellationToken)), StepAsync(() => signUps.RegisterAsync(person, cancellationToken)));
            await StepAsync(() => checkouts.EnsureAsync(person, cancellationToken));
            await StepAsync(() => profiles.SaveAsync(person, cancellationToken));
        }

        return failures;

        async Task StepAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interlocked.Increment(ref failures);
                logger.LogDebug(e, "A step failed");
            }
        }
    }
}
