using FakeIntercom;

namespace SignupStorm.Tests;

public sealed class PersonTests
{
    [Theory]
    [InlineData("account-7", null, 7)]
    [InlineData(null, "PERSON7@example.com", 7)]
    [InlineData("account-7", "person7@example.com", 7)]
    [InlineData("person7@example.com", "person7@example.com", 7)]
    [InlineData("account-7", "person8@example.com", null)]
    [InlineData("account-", "person@example.com", null)]
    [InlineData(null, null, null)]
    public void A_contact_belongs_to_the_person_that_all_its_identifiers_name(string? externalId, string? email, int? person) =>
        Assert.Equal(person, Person.Of(Contact(externalId, email)));

    [Fact]
    public void The_key_that_a_lead_was_given_names_nobody() =>
        Assert.Equal(7, Person.Of(Contact("account-8", Person.Email(7)) with { ExternalIdIsGenerated = true }));

    private static StoredContact Contact(string? externalId, string? email) => new() { Id = "1", Role = "user", ExternalId = externalId, Email = email, CreatedAt = default, UpdatedAt = default };
}
