namespace SignupStorm.Tests;

public sealed class TrafficTests
{
    [Fact]
    public void The_same_numbers_make_the_same_traffic_in_the_same_order() => Assert.Equal(Traffic.Create(50, 6, seed: 3), Traffic.Create(50, 6, seed: 3));

    [Fact]
    public void Another_seed_makes_other_traffic() => Assert.NotEqual(Traffic.Create(50, 6, seed: 3), Traffic.Create(50, 6, seed: 4));

    [Fact]
    public void Every_person_signs_up_as_often_as_asked_and_uses_every_form()
    {
        IReadOnlyList<SignUp> traffic = Traffic.Create(50, 6, seed: 3);
        Assert.Equal(50, traffic.CountBy(signUp => signUp.ExternalId).Count(person => person.Value == 6));
        Assert.Equal(Enum.GetValues<SignUpForm>(), traffic.Select(signUp => signUp.Form).Distinct().Order());
    }

    [Fact]
    public void An_email_belongs_to_one_person() =>
        Assert.Equal(50, Traffic.Create(50, 6, seed: 3).DistinctBy(signUp => (signUp.ExternalId, signUp.Email.ToUpperInvariant())).Count());
}
