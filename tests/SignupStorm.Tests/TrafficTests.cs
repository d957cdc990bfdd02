namespace SignupStorm.Tests;

public sealed class TrafficTests
{
    [Fact]
    public void The_same_numbers_make_the_same_traffic_in_the_same_order() => Assert.Equal(Traffic.Create(50, 6, seed: 3, TrafficShape.Storm), Traffic.Create(50, 6, seed: 3, TrafficShape.Storm));

    [Fact]
    public void Another_seed_makes_other_traffic() => Assert.NotEqual(Traffic.Create(50, 6, seed: 3, TrafficShape.Storm), Traffic.Create(50, 6, seed: 4, TrafficShape.Storm));

    [Fact]
    public void Every_person_signs_up_as_often_as_asked_and_uses_every_form()
    {
        IReadOnlyList<SignUp> traffic = Traffic.Create(50, 6, seed: 3, TrafficShape.Storm);
        Assert.Equal(50, traffic.CountBy(signUp => signUp.ExternalId).Count(person => person.Value == 6));
        Assert.Equal([SignUpForm.Account, SignUpForm.Trial, SignUpForm.Newsletter], traffic.Select(signUp => signUp.Form).Distinct().Order());
    }

    [Fact]
    public void In_a_soak_some_persons_always_give_their_email_and_the_others_always_their_key()
    {
        ILookup<string, SignUpForm> persons = Traffic.Create(50, 6, seed: 3, TrafficShape.Soak).ToLookup(signUp => signUp.ExternalId, signUp => signUp.Form);
        Assert.Equal(Enum.GetValues<SignUpForm>(), persons.SelectMany(forms => forms).Distinct().Order());
        Assert.All(persons, forms => Assert.False(forms.Contains(SignUpForm.Visit) && forms.Any(form => form is SignUpForm.Trial or SignUpForm.Newsletter)));
    }

    [Fact]
    public void The_sign_ups_of_a_person_go_to_all_processes()
    {
        var shares = Traffic.Create(200, 10, seed: 3, TrafficShape.Soak).Index().GroupBy(entry => entry.Item.ExternalId, entry => entry.Index % 2);
        Assert.True(shares.Count(person => person.Distinct().Count() == 2) > 150, "most persons meet one process only");
    }

    [Fact]
    public void An_email_belongs_to_one_person() =>
        Assert.Equal(50, Traffic.Create(50, 6, seed: 3, TrafficShape.Storm).DistinctBy(signUp => (signUp.ExternalId, signUp.Email.ToUpperInvariant())).Count());
}
