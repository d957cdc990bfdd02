namespace SignupStorm;

/// <summary>Makes the sign-ups of a storm.</summary>
internal static class Traffic
{
    // How far apart, in sign-ups, those of one person are: near enough to overlap, far enough to come after an answer too.
    private const int Spread = 200;

    /// <summary>The sign-ups in the order of their arrival; the same for the same numbers.</summary>
    public static IReadOnlyList<SignUp> Create(int persons, int signUpsPerPerson, int seed)
    {
        Random random = new(seed);
        List<(double At, SignUp SignUp)> arrivals = [];
        for (int person = 0; person < persons; person++)
        {
            double first = (double)person * signUpsPerPerson;
            for (int i = 0; i < signUpsPerPerson; i++)
            {
                // Half of them are double submits right after the first one.
                double at = first + (random.Next(2) == 0 ? 0 : random.NextDouble() * Spread);
                SignUpForm form = random.Next(4) switch { 0 => SignUpForm.Trial, 1 => SignUpForm.Newsletter, _ => SignUpForm.Account };
                string email = random.Next(5) == 0 ? $"Person{person}@Example.com" : $"person{person}@example.com";
                arrivals.Add((at, new SignUp(form, $"account-{person}", email, $"Person {person}")));
            }
        }

        return [.. arrivals.OrderBy(arrival => arrival.At).Select(arrival => arrival.SignUp)];
    }
}
