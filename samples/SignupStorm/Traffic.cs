namespace SignupStorm;

/// <summary>Makes the sign-ups of a storm.</summary>
internal static class Traffic
{
    private static readonly SignUpForm[] EmailForms = [SignUpForm.Trial, SignUpForm.Newsletter, SignUpForm.Account, SignUpForm.Account];
    private static readonly SignUpForm[] KeyForms = [SignUpForm.Visit, SignUpForm.Visit, SignUpForm.Account, SignUpForm.Account];

    /// <summary>The sign-ups in the order of their arrival; the same for the same numbers.</summary>
    public static IReadOnlyList<SignUp> Create(int persons, int signUpsPerPerson, int seed, TrafficShape shape)
    {
        Random random = new(seed);
        List<(double At, SignUp SignUp)> arrivals = [];
        for (int person = 0; person < persons; person++)
        {
            double first = (double)person * signUpsPerPerson;
            SignUpForm[] forms = shape.KeyOnlyForms && person % 2 == 1 ? KeyForms : EmailForms;
            for (int i = 0; i < signUpsPerPerson; i++)
            {
                double at = first + (random.NextDouble() < shape.DoubleSubmits ? 0 : random.NextDouble() * shape.Spread);
                SignUpForm form = forms[random.Next(forms.Length)];
                string email = Person.Email(person);
                arrivals.Add((at, new SignUp(form, Person.ExternalId(person), random.Next(5) == 0 ? email.ToUpperInvariant() : email, $"Person {person}")));
            }
        }

        return [.. arrivals.OrderBy(arrival => arrival.At).Select(arrival => arrival.SignUp)];
    }
}
