using FakeIntercom;
using SignupStorm.Reports;
using SignupStorm.Workers;

namespace SignupStorm.Tests;

public sealed class LostSignUpsTests
{
    private static readonly SignUp[] Traffic = [new(SignUpForm.Account, "account-0", "Person0@Example.com", "Person 0")];
    private static readonly StoredContact Own = Contact("1", "person0@example.com");
    private static readonly StoredContact Foreign = Contact("2", "person1@example.com");

    [Fact]
    public void A_returned_contact_of_the_person_is_no_loss() => Assert.Equal(0, Count(SignUpEnd.Returned, "1", Own));

    [Fact]
    public void A_returned_contact_of_somebody_else_is_a_loss() => Assert.Equal(1, Count(SignUpEnd.Returned, "2", Own, Foreign));

    [Fact]
    public void A_returned_contact_of_nobody_is_a_loss() => Assert.Equal(1, Count(SignUpEnd.Returned, "3", Own));

    [Fact]
    public void A_call_that_returned_without_an_id_needs_a_contact()
    {
        Assert.Equal(0, Count(SignUpEnd.Returned, null, Own));
        Assert.Equal(1, Count(SignUpEnd.Returned, null, Foreign));
    }

    [Fact]
    public void An_error_needs_a_contact()
    {
        Assert.Equal(0, Count(SignUpEnd.OtherError, null, Own));
        Assert.Equal(1, Count(SignUpEnd.OtherError, null));
    }

    [Fact]
    public void A_typed_failure_is_no_loss() => Assert.Equal(0, Count(SignUpEnd.TypedFailure, null));

    [Fact]
    public void A_sign_up_that_nobody_reported_is_a_loss() => Assert.Equal(1, LostSignUps.Count(Traffic, [], [Own]));

    private static int Count(SignUpEnd end, string? contactId, params StoredContact[] contacts) =>
        LostSignUps.Count(Traffic, [new SignUpOutcome(0, end, contactId, null, TimeSpan.Zero)], contacts);

    private static StoredContact Contact(string id, string email) => new() { Id = id, Role = "user", Email = email, CreatedAt = default, UpdatedAt = default };
}
